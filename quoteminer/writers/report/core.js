// The data, and what every view needs. Nodes are made of text only: no markup is ever parsed.

const DATA = JSON.parse(document.getElementById("data").textContent);
const { quotes: QUOTES, articles: ARTICLES } = DATA;

const STANCES = {
  favor: { sign: "+", name: "favor" },
  against: { sign: "−", name: "against" },
  mixed: { sign: "±", name: "mixed" },
  neutral: { sign: "○", name: "neutral" },
  unclear: { sign: "?", name: "unclear" },
};

const byId = (id) => document.getElementById(id);

// Returns a new element; `properties` are attributes, or listeners under `on`. Children are nodes or texts.
function make(tag, properties = {}, ...children) {
  return fill(document.createElement(tag), properties, children);
}

function makeSvg(tag, properties = {}, ...children) {
  return fill(document.createElementNS("http://www.w3.org/2000/svg", tag), properties, children);
}

function fill(node, { on = {}, ...attributes }, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false) {
      node.setAttribute(name, value === true ? "" : value);
    }
  }
  for (const [type, listener] of Object.entries(on)) node.addEventListener(type, listener);
  node.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return node;
}

const count = (number, noun) => `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;

// "Radosław", "RADOSLAW" and "radoslaw" are one; each character gives one, so that places in a text stay.
const STROKES = { "ł": "l", "ø": "o", "đ": "d", "ħ": "h", "ı": "i", "’": "'", "‘": "'" };

function fold(text) {
  const plain = text.replace(/[^\x00-\x7f]/gu, (char) => char.normalize("NFD")[0]).toLowerCase();
  return plain.replace(/[łøđħı’‘]/g, (char) => STROKES[char]);
}

// How a speaker is called here: by name, else by the article's words for who it was.
const speakerOf = (quote) => quote.speaker || (quote.source_text ? `“${quote.source_text}”` : "Nobody named");

const labelsOf = (quote) => quote.stances.map((stance) => stance.label);

// An article without a title is called by its id and its first words.
const OPENING = 70;
const titleOf = (article) => article.title || article.article;
const longTitleOf = (article) => article.title || `${article.article} · ${openingOf(article)}`;

function openingOf({ paragraphs }) {
  const words = (paragraphs[0] || []).map(([text]) => text).join("").trim();
  return words.length > OPENING ? `${words.slice(0, OPENING).replace(/\s\S*$/u, "")} …` : words;
}

// Says how the words were attributed: "told (to reporters)".
const attribution = (quote) =>
  [quote.cue_text, quote.addressee && `(to ${quote.addressee})`, quote.via && `(via ${quote.via})`].filter(Boolean).join(" ");

// ISO 8601 day, month or interval → words.
const DAY = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
const MONTH = new Intl.DateTimeFormat("en-GB", { month: "long", year: "numeric", timeZone: "UTC" });

function dateWords(date) {
  const [start, end] = date.split("/");
  if (end) return `${dateWords(start)} – ${dateWords(end)}`;
  const time = Date.parse(start);
  if (Number.isNaN(time)) return date;
  if (start.length === 4) return start;
  return (start.length === 7 ? MONTH : DAY).format(time);
}

function stanceChip(stance) {
  const { sign, name } = STANCES[stance.label];
  return make(
    "span", { class: `chip ${stance.label}` },
    make("span", { class: "sign", "aria-hidden": "true" }, sign), name,
    stance.target ? make("span", { class: "chip-target" }, ` → ${stance.target}`) : null,
  );
}

// Makes the arrow keys move among the items of a container, of which one alone is in the tab order.
function rove(container, selector) {
  const items = () => [...container.querySelectorAll(selector)];
  const steps = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1, Home: -Infinity, End: Infinity };
  container.addEventListener("keydown", (event) => {
    const all = items();
    const at = all.indexOf(document.activeElement);
    if (at < 0 || !(event.key in steps)) return;
    event.preventDefault();
    const to = Math.max(0, Math.min(all.length - 1, at + steps[event.key]));
    all.forEach((item, number) => item.setAttribute("tabindex", number === to ? "0" : "-1"));
    all[to].focus();
  });
}
