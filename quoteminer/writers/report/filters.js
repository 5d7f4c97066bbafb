// Which quotes are shown. A filter is one test; a quote is shown when it passes all.

const wanted = { words: "", target: "", since: "", until: "", undated: false, speaker: new Set(), stance: new Set(), kind: new Set() };

const HAYSTACKS = QUOTES.map((quote) => fold(quote.quote));
const TARGETS = QUOTES.map((quote) => quote.stances.map((stance) => fold([stance.target, stance.about].filter(Boolean).join("\n"))));
const PERIODS = QUOTES.map((quote) => periodOf(quote.date));
const UNNAMED = "";

// Returns the tests of the filters that are set.
function makeTests() {
  const words = wantedWords();
  const target = fold(wanted.target.trim());
  const tests = {
    words: words.length && ((quote, at) => words.every((word) => HAYSTACKS[at].includes(word))),
    target: target && ((quote, at) => hasTarget(quote, at, target)),
    date: (wanted.since || wanted.until) && ((quote, at) => isWithin(PERIODS[at])),
    speaker: wanted.speaker.size && ((quote) => wanted.speaker.has(quote.speaker || UNNAMED)),
    stance: wanted.stance.size && ((quote) => labelsOf(quote).some((label) => wanted.stance.has(label))),
    kind: wanted.kind.size && ((quote) => wanted.kind.has(quote.kind)),
  };
  return Object.entries(tests).filter(([, test]) => test);
}

const FACETS = {
  speaker: (quote) => [quote.speaker || UNNAMED],
  stance: (quote) => new Set(labelsOf(quote)),
  kind: (quote) => [quote.kind],
};

const wantedWords = () => fold(wanted.words).split(/\s+/).filter(Boolean);

// A target counts with the stance that was asked for: "against" and "Russia" mean against Russia.
function hasTarget(quote, at, part) {
  return TARGETS[at].some(
    (target, number) => target.includes(part) && (!wanted.stance.size || wanted.stance.has(quote.stances[number].label)),
  );
}

// First and last day; a month that is shorter than 31 days still ends on the 31st, as it is only compared.
function periodOf(date) {
  if (!date) return null;
  const [start, end = start] = date.split("/");
  return [start + "-01-01".slice(start.length - 4), end + "-12-31".slice(end.length - 4)];
}

function isWithin(period) {
  if (!period) return wanted.undated;
  return (!wanted.since || period[1] >= wanted.since) && (!wanted.until || period[0] <= wanted.until);
}

// Returns the quotes that pass, those that fail on nothing but their date, and for each facet's value how many
// quotes it would show.
function select() {
  const found = { shown: [], anyDate: [], facets: { speaker: new Map(), stance: new Map(), kind: new Map() } };
  const tests = makeTests();
  const facets = Object.entries(FACETS);
  QUOTES.forEach((quote, at) => {
    const failed = tests.filter(([, test]) => !test(quote, at)).map(([name]) => name);
    if (failed.length > 1) return;
    if (!failed.length) found.shown.push(at);
    if (!failed.length || failed[0] === "date") found.anyDate.push(at);
    for (const [facet, valuesOf] of facets) {
      if (failed.length && failed[0] !== facet) continue;
      const counts = found.facets[facet];
      for (const value of valuesOf(quote)) counts.set(value, (counts.get(value) || 0) + 1);
    }
  });
  return found;
}

// What is asked for, in words.
function describeFilters() {
  const speakers = [...wanted.speaker].map((name) => name || "nobody named");
  return [
    wanted.words && `“${wanted.words.trim()}”`,
    speakers.join(" or "),
    [...wanted.stance].join(" or "),
    wanted.target && `toward ${wanted.target}`,
    wanted.since && `from ${dateWords(wanted.since)}`,
    wanted.until && `until ${dateWords(wanted.until)}`,
    [...wanted.kind].join(" or "),
  ].filter(Boolean);
}

function clearFilters() {
  Object.assign(wanted, { words: "", target: "", since: "", until: "", undated: false });
  for (const facet of Object.keys(FACETS)) wanted[facet].clear();
}

// The filters as the page's #fragment, so that a view can be bookmarked.
const TEXT_FILTERS = ["words", "target", "since", "until"];

function filtersToHash() {
  const hash = new URLSearchParams();
  for (const name of TEXT_FILTERS) if (wanted[name]) hash.set(name, wanted[name]);
  for (const facet of Object.keys(FACETS)) for (const value of wanted[facet]) hash.append(facet, value);
  if (wanted.undated) hash.set("undated", "1");
  return hash.toString();
}

function filtersFromHash(text) {
  const hash = new URLSearchParams(text);
  clearFilters();
  for (const name of TEXT_FILTERS) wanted[name] = hash.get(name) || "";
  for (const facet of Object.keys(FACETS)) hash.getAll(facet).forEach((value) => wanted[facet].add(value));
  wanted.undated = hash.has("undated");
}

// The checkboxes of a facet: made once, in the order of `values`; their counts follow the other filters.
function makeChoices(facet, values, nameOf, onChange) {
  const choices = values.map((value) => {
    const box = make("input", { type: "checkbox", value, on: { change: () => {
      wanted[facet][box.checked ? "add" : "delete"](value);
      onChange();
    } } });
    const number = make("span", { class: "number" });
    const label = make("label", { class: "choice" }, box, make("span", { class: "name" }, nameOf(value)), number);
    return { value, box, number, label, folded: fold(String(value)) };
  });
  byId(facet).append(...choices.map((choice) => choice.label));
  return choices;
}

const SPEAKERS_SHOWN = 8;

function updateChoices(facet, choices, counts) {
  const part = facet === "speaker" ? fold(byId("find-speaker").value.trim()) : "";
  let room = facet === "speaker" ? SPEAKERS_SHOWN : Infinity;
  let left = 0;
  for (const choice of choices) {
    const number = counts.get(choice.value) || 0;
    choice.box.checked = wanted[facet].has(choice.value);
    choice.number.textContent = number.toLocaleString("en");
    const fitting = choice.box.checked || facet !== "speaker" || (number > 0 && choice.folded.includes(part));
    choice.label.hidden = !fitting || (room <= 0 && !choice.box.checked);
    choice.label.classList.toggle("none", !number);
    if (fitting && choice.label.hidden) left += 1;
    if (!choice.label.hidden) room -= 1;
  }
  if (facet === "speaker") byId("more-speakers").textContent = left ? `and ${left.toLocaleString("en")} more: type to find them` : "";
}
