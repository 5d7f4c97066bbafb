// Who is for or against whom: speakers down, targets across, and how often in favor and against.

const ROWS = 14;
const COLUMNS = 10;
const STRONG = 4; // below this many quotes no cell stands out

const pairList = { all: [], length: 0 };

function showMatrix(shown) {
  const { pairs, speakers, targets } = tally(shown);
  const columns = top(targets, COLUMNS);
  const rows = top(speakers, Infinity).filter((row) => columns.some((column) => pairs.has(pairKey(row, column)))).slice(0, ROWS);
  const filled = columns.filter((column) => rows.some((row) => pairs.has(pairKey(row, column))));
  byId("matrix-note").textContent = speakers.size
    ? `How often each is in favor (+) or against (−): the targets named most of ${targets.size.toLocaleString("en")}, and who speaks about them. A cell shows its quotes.`
    : "None of these quotes is for or against anything that is named.";
  byId("matrix").replaceChildren(...(rows.length ? [table(rows, filled, pairs)] : []));
  byId("matrix").hidden = !rows.length;
  showPairs([...pairs.values()]);
}

// All pairs, also those that have no place in the table.
function showPairs(pairs) {
  const order = (a, b) => total(b.numbers) - total(a.numbers) || compare(a.speaker, b.speaker) || compare(a.name, b.name);
  pairList.all = pairs.sort(order);
  pairList.length = 0;
  byId("pairs-title").hidden = !pairs.length;
  byId("pairs").replaceChildren();
  showMorePairs();
}

function showMorePairs(number = PAGE) {
  byId("pairs").append(...pairList.all.slice(pairList.length, pairList.length + number).map(pairItem));
  pairList.length += number;
  const left = pairList.all.length - pairList.length;
  byId("more-pairs").hidden = left <= 0;
  byId("more-pairs").textContent = `Show ${Math.min(PAGE, left)} more of ${left.toLocaleString("en")}`;
}

function pairItem(pair) {
  const signs = Object.keys(pair.numbers).filter((label) => pair.numbers[label]);
  return make("li", {}, make("strong", {}, pair.speaker),
    make("span", {}, ...signs.flatMap((label) => [make("span", { class: `chip ${label}` }, make("span", { class: "sign", "aria-hidden": "true" }, STANCES[label].sign), label, pair.numbers[label] > 1 ? ` ×${pair.numbers[label]}` : ""), " "])),
    make("button", { type: "button", class: "link", on: { click: () => choosePair(pair.speaker, pair.name) } }, pair.name));
}

const pairKey = (row, column) => `${row.key}\n${column.key}`;

function tally(shown) {
  const found = { pairs: new Map(), speakers: new Map(), targets: new Map() };
  for (const at of shown) {
    const { speaker, stances } = QUOTES[at];
    for (const { about, label } of stances) {
      if (!about || !speaker || (label !== "favor" && label !== "against")) continue;
      add(found.speakers, speaker, { name: speaker }, label, about);
      add(found.targets, about, { name: about }, label, speaker);
      add(found.pairs, `${speaker}\n${about}`, { name: about, speaker }, label, about);
    }
  }
  return found;
}

function add(map, key, facts, label, other) {
  if (!map.has(key)) map.set(key, { key, ...facts, numbers: { favor: 0, against: 0 }, others: new Set() });
  map.get(key).numbers[label] += 1;
  map.get(key).others.add(other);
}

// Those that meet the most others, then the most frequent; of equals names before other words, short before long.
function top(map, number) {
  const isName = ({ name }) => /^\p{Lu}/u.test(name);
  const order = (a, b) => b.others.size - a.others.size || total(b.numbers) - total(a.numbers) || isName(b) - isName(a) || a.name.length - b.name.length;
  return [...map.values()].sort(order).slice(0, number);
}

function table(rows, columns, pairs) {
  const highest = Math.max(STRONG, ...[...pairs.values()].map(({ numbers }) => total(numbers)));
  const head = make("tr", {}, make("th", { scope: "col" }, "Speaker"), ...columns.map(({ name }) => make("th", { scope: "col", title: name }, make("span", {}, name))));
  const body = rows.map((row) => make("tr", {}, make("th", { scope: "row" }, row.name),
    ...columns.map((column) => cell(row, column, pairs.get(pairKey(row, column)), highest))));
  return make("table", { class: "matrix" }, make("caption", { class: "hidden" }, "Speakers by targets: in favor and against"), make("thead", {}, head), make("tbody", {}, ...body));
}

function cell(row, column, pair, highest) {
  if (!pair) return make("td", {}, make("span", { class: "nothing", "aria-hidden": "true" }, "·"));
  const { favor, against } = pair.numbers;
  const side = favor && against ? "mixed" : favor ? "favor" : "against";
  const isStrong = favor + against > highest / 2;
  const words = `${row.name} about ${column.name}: ${favor} in favor, ${against} against`;
  return make("td", {}, make("button", {
    type: "button", class: `cell ${side}${isStrong ? " strong" : ""}`, "aria-label": words, title: words,
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
