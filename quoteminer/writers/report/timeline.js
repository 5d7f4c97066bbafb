// Quotes a day as bars, stacked by stance. A long time without quotes is drawn as a break; too many days become
// months, too many months years.

const MOST_BARS = 120;
const BREAK = 10; // as many empty bars in a row, or more, are a break
const HEIGHT = 84;
const LABELS = 20;
const UNITS = [["day", 10], ["month", 7], ["year", 4]];
const ORDER = ["against", "mixed", "favor", "neutral", "unclear"];

function showTimeline(anyDate) {
  const [unit, bins] = binned(anyDate);
  const days = anyDate.filter((at) => !PERIODS[at]).length;
  const vague = anyDate.filter((at) => PERIODS[at] && QUOTES[at].date.length !== 10).length;
  byId("timeline-title").textContent = `Quotes a ${unit}`;
  const drawn = ORDER.filter((label) => bins.some((bin) => bin.numbers && bin.numbers[label]));
  byId("timeline-legend").replaceChildren(...drawn.map((label) => make("span", { class: `swatch ${label}` }, STANCES[label].name)));
  const left = [days && `${days.toLocaleString("en")} without a date`, unit === "day" && vague && `${vague.toLocaleString("en")} dated to a month or a span`];
  const told = left.filter(Boolean).join(", ");
  if (bins.length) byId("timeline-note").textContent = told ? `Not drawn: ${told}` : "";
  else byId("timeline-note").textContent = `None of these quotes has a day${told ? `: ${told}` : ""}.`;
  const held = byId("timeline").contains(document.activeElement) && document.activeElement.dataset.since;
  byId("timeline").replaceChildren(...(bins.length ? [drawing(unit, bins)] : []));
  if (held) focusBar(held);  // the window may change its width while somebody walks along the bars
}

function focusBar(since) {
  const bar = byId("timeline").querySelector(`[data-since="${since}"]`);
  if (bar) bar.focus();
}

// Returns the unit and the bins, each a period with its numbers by stance, or a break with its length.
function binned(chosen) {
  for (const [unit, length] of UNITS) {
    const dates = chosen.map((at) => [at, QUOTES[at].date]).filter(([, date]) => date && !date.includes("/") && date.length >= length);
    const numbers = new Map();
    for (const [at, date] of dates) {
      const key = date.slice(0, length);
      if (!numbers.has(key)) numbers.set(key, Object.fromEntries(ORDER.map((label) => [label, 0])));
      numbers.get(key)[QUOTES[at].stance || "unclear"] += 1;
    }
    const bins = withGaps([...numbers.keys()].sort(), unit).map((bin) => ({ ...bin, numbers: numbers.get(bin.key) }));
    if (bins.length <= MOST_BARS || unit === "year") return [unit, bins];
  }
  return ["day", []];
}

function withGaps(keys, unit) {
  const bins = [];
  let last = null;
  for (const key of keys) {
    const empty = last === null ? 0 : serial(key, unit) - serial(last, unit) - 1;
    if (empty >= BREAK) bins.push({ gap: empty });
    else for (let step = 1; step <= empty; step += 1) bins.push({ key: keyOf(serial(last, unit) + step, unit) });
    bins.push({ key });
    last = key;
  }
  return bins;
}

const MS_A_DAY = 86400000;

function serial(key, unit) {
  if (unit === "day") return Math.round(Date.parse(key) / MS_A_DAY);
  return unit === "month" ? Number(key.slice(0, 4)) * 12 + Number(key.slice(5)) - 1 : Number(key);
}

function keyOf(number, unit) {
  if (unit === "day") return new Date(number * MS_A_DAY).toISOString().slice(0, 10);
  if (unit === "year") return String(number).padStart(4, "0");
  return `${String(Math.floor(number / 12)).padStart(4, "0")}-${String((number % 12) + 1).padStart(2, "0")}`;
}

function gapWords(gap, unit) {
  if (unit === "day" && gap > 60) return `${count(Math.round(gap / 30.4), "month")} without quotes`;
  return `${count(gap, unit)} without quotes`;
}

function drawing(unit, bins) {
  const width = Math.max(240, byId("timeline").clientWidth);
  const step = Math.min(64, (width - 2) / bins.length);
  const highest = Math.max(...bins.map((bin) => (bin.numbers ? total(bin.numbers) : 0)));
  const bars = bins.map((bin, place) => (bin.gap ? gapMark(bin, place, step, unit) : bar(bin, place, step, highest)));
  const first = bars.find((node) => node.matches("[role=button]"));
  first.setAttribute("tabindex", "0");
  const labels = axisLabels(bins, step, unit, width);
  return makeSvg("svg", { width, height: HEIGHT + LABELS, viewBox: `0 0 ${width} ${HEIGHT + LABELS}`, role: "group", "aria-label": `Quotes a ${unit}; a bar sets the dates` },
    makeSvg("line", { class: "axis", x1: 0, x2: width, y1: HEIGHT, y2: HEIGHT }), ...bars, ...labels);
}

const total = (numbers) => Object.values(numbers).reduce((sum, number) => sum + number, 0);

function bar(bin, place, step, highest) {
  const gap = step > 5 ? 2 : step > 3 ? 1 : 0;
  const x = place * step + gap / 2;
  const sum = bin.numbers ? total(bin.numbers) : 0;
  const rects = [];
  let y = HEIGHT;
  for (const label of sum ? ORDER : []) {
    const height = (bin.numbers[label] / highest) * (HEIGHT - 16);
    y -= height;
    if (height) rects.push(makeSvg("rect", { class: label, x, y, width: step - gap, height }));
  }
  if (!sum) return makeSvg("g", {});
  const [since, until] = periodOf(bin.key);
  const words = `${dateWords(bin.key)}: ${count(sum, "quote")}`;
  const outside = (wanted.since && until < wanted.since) || (wanted.until && since > wanted.until);
  const choose = () => chooseDates(since, until);
  return makeSvg("g", {
    role: "button", tabindex: "-1", "aria-label": words, "aria-pressed": String(wanted.since === since && wanted.until === until),
    class: outside ? "bar-of outside" : "bar-of", "data-since": since,
    on: { click: choose, keydown: (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      choose();
    } },
  }, makeSvg("title", {}, words), makeSvg("rect", { class: "hold", x: place * step, y: 0, width: step, height: HEIGHT }), ...rects,
    step >= 16 ? makeSvg("text", { x: x + (step - gap) / 2, y: y - 4, "text-anchor": "middle" }, String(sum)) : null);
}

function gapMark(bin, place, step, unit) {
  const x = place * step + step / 2;
  return makeSvg("g", { class: "gap" }, makeSvg("title", {}, gapWords(bin.gap, unit)),
    makeSvg("rect", { class: "hold", x: place * step, y: 0, width: step, height: HEIGHT }),
    makeSvg("path", { d: `M${x - 4} ${HEIGHT + 5}l3 -10M${x + 1} ${HEIGHT + 5}l3 -10` }));
}

// Names the first bar of each stretch, and others where there is room.
function axisLabels(bins, step, unit, width) {
  const room = unit === "day" ? 84 : unit === "month" ? 110 : 40;
  const labels = [];
  let free = -Infinity;
  bins.forEach((bin, place) => {
    const x = place * step;
    if (bin.gap || x < free) return;
    const atEdge = x + room > width && x + step > room;
    labels.push(makeSvg("text", { class: "label", x: atEdge ? x + step : x, y: HEIGHT + 15, "text-anchor": atEdge ? "end" : "start" }, dateWords(bin.key)));
    free = x + room;
  });
  return labels;
}

// Sets the filter to a bar's period; the same bar again takes it back.
function chooseDates(since, until) {
  const same = wanted.since === since && wanted.until === until;
  wanted.since = same ? "" : since;
  wanted.until = same ? "" : lastDay(until);
  update();
  focusBar(since);
}

// The 31st of a shorter month → its last day, as a date field must have one.
function lastDay(day) {
  const [year, month] = day.split("-").map(Number);
  const last = new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
  return day > last ? last : day;
}
