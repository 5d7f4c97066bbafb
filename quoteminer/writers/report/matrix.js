// Who is for or against whom: speakers down, targets across, and how often in favor and against.

const ROWS = 14;
const COLUMNS = 10;

// "the Kremlin", "Kremlin" and "“Kremlin”" are one target.
const targetKey = (target) => fold(target).replace(/[“”"]/g, "").replace(/^(the|a|an) /, "").trim();

function showMatrix(shown) {
  const { pairs, speakers, targets } = tally(shown);
  const rows = top(speakers, ROWS);
  const columns = top(targets, COLUMNS);
  byId("matrix-note").textContent = speakers.size
    ? `How often each is in favor (+) or against (−). The ${rows.length} of ${count(speakers.size, "speaker")} and the ${columns.length} of ${count(targets.size, "target")} that come up most; a cell shows its quotes.`
    : "None of these quotes is for or against anything that is named.";
  byId("matrix").replaceChildren(...(rows.length ? [table(rows, columns, pairs)] : []));
  byId("matrix").hidden = !rows.length;
}

function tally(shown) {
  const found = { pairs: new Map(), speakers: new Map(), targets: new Map() };
  for (const at of shown) {
    const quote = QUOTES[at];
    for (const { target, label } of quote.stances) {
      if (!target || !quote.speaker || (label !== "favor" && label !== "against")) continue;
      const key = targetKey(target);
      add(found.speakers, quote.speaker, quote.speaker, label);
      add(found.targets, key, target, label);
      add(found.pairs, `${quote.speaker}\n${key}`, target, label);
    }
  }
  return found;
}

function add(map, key, name, label) {
  if (!map.has(key)) map.set(key, { key, name, favor: 0, against: 0 });
  map.get(key)[label] += 1;
}

// The most frequent; of equals names before other words, short before long.
function top(map, number) {
  const isName = ({ name }) => /^\p{Lu}/u.test(name);
  const order = (a, b) => b.favor + b.against - a.favor - a.against || isName(b) - isName(a) || a.name.length - b.name.length;
  return [...map.values()].sort(order).slice(0, number);
}

function table(rows, columns, pairs) {
  const highest = Math.max(...[...pairs.values()].map(({ favor, against }) => favor + against));
  const head = make("tr", {}, make("th", { scope: "col" }, "Speaker"), ...columns.map(({ name }) => make("th", { scope: "col", title: name }, make("span", {}, name))));
  const body = rows.map((row) => make("tr", {}, make("th", { scope: "row" }, row.name),
    ...columns.map((column) => cell(row, column, pairs.get(`${row.key}\n${column.key}`), highest))));
  return make("table", { class: "matrix" }, make("caption", { class: "hidden" }, "Speakers by targets: in favor and against"), make("thead", {}, head), make("tbody", {}, ...body));
}

function cell(row, column, pair, highest) {
  if (!pair) return make("td", {}, make("span", { class: "nothing", "aria-hidden": "true" }, "·"));
  const { favor, against } = pair;
  const side = favor && against ? "mixed" : favor ? "favor" : "against";
  const strength = Math.ceil((3 * (favor + against)) / highest);
  const words = `${row.name} about ${column.name}: ${favor} in favor, ${against} against`;
  return make("td", {}, make("button", {
    type: "button", class: `cell ${side} strength-${strength}`, "aria-label": words, title: words,
    on: { click: () => choosePair(row.key, column.name) },
  }, favor ? make("span", { class: "plus" }, `+${favor}`) : null, favor && against ? " " : null, against ? make("span", { class: "minus" }, `−${against}`) : null));
}

function choosePair(speaker, target) {
  wanted.speaker = new Set([speaker]);
  wanted.target = target;
  showTab("quotes");
  update();
  byId("tab-quotes").focus();
}
