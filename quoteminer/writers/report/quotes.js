// The list of quotes, a page at a time.

const PAGE = 50;
const list = { shown: [], length: PAGE };

const ORDERS = {
  article: (a, b) => a - b,
  newest: (a, b) => compare(sortDate(b), sortDate(a)) || a - b,
  oldest: (a, b) => compare(sortDate(a) || "9999", sortDate(b) || "9999") || a - b,
  speaker: (a, b) => speakerOf(QUOTES[a]).localeCompare(speakerOf(QUOTES[b]), "en") || a - b,
  sure: (a, b) => QUOTES[b].confidence - QUOTES[a].confidence || a - b,
};

const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
const sortDate = (at) => (PERIODS[at] ? PERIODS[at][0] : "");

function showQuotes(shown) {
  list.shown = [...shown].sort(ORDERS[byId("order").value]);
  list.length = PAGE;
  byId("quotes").replaceChildren(...list.shown.slice(0, PAGE).map(quoteItem));
  if (!shown.length) {
    byId("quotes").append(make("li", { class: "empty" }, QUOTES.length ? "No quote passes these filters." : "No quotes were found."));
  }
  updateMore();
}

function showMore(number = PAGE) {
  const start = list.length;
  list.length += number;
  byId("quotes").append(...list.shown.slice(start, list.length).map(quoteItem));
  updateMore();
}

function updateMore() {
  const left = list.shown.length - list.length;
  byId("more").hidden = left <= 0;
  byId("more").textContent = `Show ${Math.min(PAGE, left)} more of ${left.toLocaleString("en")}`;
}

function quoteItem(at) {
  const quote = QUOTES[at];
  const article = ARTICLES[quote.article];
  const place = [article.outlet, titleOf(article)].filter(Boolean).join(": ");
  return make(
    "li", { class: `quote ${quote.stance || "unclear"}${quote.asserted ? "" : " unasserted"}`, "data-speaker": quote.speaker || "", "data-id": quote.id },
    make("div", { class: "who" }, make("strong", { class: quote.speaker ? null : "unnamed" }, speakerOf(quote)), quote.speaker_role ? make("span", { class: "role" }, quote.speaker_role) : null),
    make("div", { class: "said" },
      make("blockquote", { class: quote.kind }, ...highlighted(quote.quote)),
      make("p", { class: "how" }, quote.nested ? "inside another quote · " : "", make("span", { class: "cue" }, attribution(quote)), ` · ${quote.kind} · ${quote.speech_act}`)),
    make("div", { class: "signs" },
      quote.asserted ? null : make("span", { class: "chip warning" }, "not asserted"),
      ...quote.stances.map(stanceChip),
      quote.date ? make("span", { class: quote.date_basis === "published" ? "date weak" : "date", title: quote.date_text ? `“${quote.date_text}”` : "the day of publication" }, dateWords(quote.date)) : make("span", { class: "date weak" }, quote.date_text ? `“${quote.date_text}”` : "no date"),
      make("button", { type: "button", class: "link place", "data-at": at, title: place, on: { click: () => openArticle(quote.article, at) } }, `Line ${quote.line}, ${titleOf(article)}`)),
  );
}

// Cuts a text at the words that are searched for.
function highlighted(text) {
  const folded = fold(text);
  const words = folded.length === text.length ? wantedWords() : [];
  const spans = words.flatMap((word) => {
    const found = [];
    for (let at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + word.length)) found.push([at, at + word.length]);
    return found;
  }).sort((a, b) => a[0] - b[0]);
  const parts = [];
  let end = 0;
  for (const [from, to] of spans) {
    if (from < end) continue;
    parts.push(text.slice(end, from), make("mark", { class: "hit" }, text.slice(from, to)));
    end = to;
  }
  return [...parts, text.slice(end)];
}
