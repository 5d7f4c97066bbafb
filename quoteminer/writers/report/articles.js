// One article, its quotes coloured by stance, with cue and source marked; a note tells about the quote in hand.

const reading = { article: 0, shown: new Set(), pinned: null, nodes: new Map(), numbers: new Map() };

const lengths = (at) => QUOTES[at].quote.length;

function openArticle(number, at = null) {
  showTab("articles");
  reading.article = number;
  showArticle();
  if (at !== null && reading.nodes.has(at)) {
    pin(at);
    const button = byId("text").querySelector(`button[data-at="${at}"]`);
    button.scrollIntoView({ block: "center" });
    button.focus({ preventScroll: true });
  }
}

function showArticles(shown) {
  reading.shown = new Set(shown);
  const numbers = new Map();
  for (const at of shown) numbers.set(QUOTES[at].article, (numbers.get(QUOTES[at].article) || 0) + 1);
  const known = [...numbers.keys()].sort((a, b) => a - b);
  if (!numbers.has(reading.article) && known.length) reading.article = known[0];
  byId("article").replaceChildren(...known.map((number) =>
    make("option", { value: number }, `${longTitleOf(ARTICLES[number])} (${count(numbers.get(number), "quote")})`)));
  showArticle();
}

function showArticle() {
  const article = ARTICLES[reading.article];
  const text = byId("text");
  reading.pinned = null;
  reading.nodes = new Map();
  reading.numbers = new Map();
  if (!article || !byId("article").options.length) {
    text.replaceChildren(make("p", { class: "empty" }, "No article has a quote that passes these filters."));
    showNote(null);
    return;
  }
  byId("article").value = String(reading.article);
  const options = byId("article").options;
  byId("previous").disabled = byId("article").selectedIndex <= 0;
  byId("next").disabled = byId("article").selectedIndex >= options.length - 1;
  text.replaceChildren(articleHead(article), legend(), ...article.paragraphs.map(paragraph), footnotes());
  showNote(null);
}

function stepArticle(step) {
  const select = byId("article");
  const option = select.options[select.selectedIndex + step];
  if (!option) return;
  reading.article = Number(option.value);
  showArticle();
}

function articleHead(article) {
  const facts = [article.outlet, article.published && dateWords(article.published), article.path].filter(Boolean);
  return make("header", {},
    make("h2", {}, titleOf(article)),
    make("p", { class: "hint" }, facts.join(" · "), article.url ? " · " : "",
      article.url ? make("a", { href: article.url, rel: "noopener noreferrer", target: "_blank" }, "Read it where it was published") : null),
    article.whole ? null : make("p", { class: "notice" }, "The article's whole text is not at hand: these are the sentences that hold its quotes."));
}

function legend() {
  const stances = Object.entries(STANCES).map(([label, { name }]) => make("span", { class: `content ${label}` }, name));
  return make("p", { class: "legend hint" }, "Marked: ", ...stances.flatMap((node) => [node, " "]),
    make("span", { class: "cue" }, "what attributes it"), " ", make("span", { class: "source" }, "who is named"));
}

function paragraph(pieces) {
  return make("p", {}, ...pieces.flatMap(([text, marks]) => {
    const own = marks.filter(([at]) => reading.shown.has(at));
    return own.length ? piece(text, own) : [text];
  }));
}

// A piece belongs to the innermost of its quotes. Before a quote's first words stands its number, a button.
function piece(text, marks) {
  const contents = marks.filter(([, role]) => role === "content").map(([at]) => at).sort((a, b) => lengths(a) - lengths(b));
  const roles = new Set(marks.map(([, role]) => role));
  const owner = contents.length ? contents[0] : marks[0][0];
  const classes = [...roles].filter((role) => role !== "evidence");
  if (contents.length) classes.push(QUOTES[owner].stance || "unclear");
  const node = make(contents.length ? "mark" : "span", { class: classes.join(" "), "data-at": owner }, text);
  for (const [at, role] of marks) {
    if (!reading.nodes.has(at)) reading.nodes.set(at, []);
    reading.nodes.get(at).push([node, role]);
  }
  const fresh = contents.filter((at) => !reading.numbers.has(at)).reverse();
  return [...fresh.map(numberButton), node];
}

function numberButton(at) {
  reading.numbers.set(at, reading.numbers.size + 1);
  const quote = QUOTES[at];
  const number = reading.numbers.get(at);
  return make("button", {
    type: "button", class: `ref ${quote.stance || "unclear"}`, "data-at": at, "aria-pressed": "false", "aria-controls": "note",
    "aria-label": `Quote ${number}: ${speakerOf(quote)}, ${quote.stance || "unclear"}`,
  }, String(number));
}

// Below the article, on paper only: what the notes say on the screen.
function footnotes() {
  const notes = [...reading.numbers.keys()].map((at) => {
    const quote = QUOTES[at];
    const stances = quote.stances.map((stance) => (stance.target ? `${stance.label} → ${stance.target}` : stance.label));
    return make("li", {}, make("strong", {}, speakerOf(quote)), `, ${[attribution(quote), quote.date && dateWords(quote.date), ...stances].filter(Boolean).join("; ")}`);
  });
  return make("ol", { class: "footnotes" }, ...notes);
}

function pin(at) {
  reading.pinned = at;
  showNote(at);
}

function closeNote() {
  pin(null);
  byId("text").focus({ preventScroll: true });
}

function showNote(at) {
  for (const node of byId("text").querySelectorAll(".active, .evidence")) node.classList.remove("active", "evidence");
  for (const node of byId("text").querySelectorAll("button[data-at]")) node.setAttribute("aria-pressed", String(Number(node.dataset.at) === at));
  byId("note").classList.toggle("empty", at === null);
  if (at === null) {
    byId("note").replaceChildren(make("p", { class: "hint" }, "Point at a marked quote, or go to its number, to see who said it and what it was read from."));
    return;
  }
  for (const [node, role] of reading.nodes.get(at) || []) node.classList.add("active", ...(role === "evidence" ? ["evidence"] : []));
  byId("note").replaceChildren(...note(QUOTES[at], reading.numbers.get(at)));
}

function note(quote, number) {
  const facts = [
    ["Said", attribution(quote)],
    ["When", quote.date ? dateWords(quote.date) + (quote.date_text ? ` (“${quote.date_text}”)` : " (published)") : quote.date_text && `“${quote.date_text}”`],
    ["Act", quote.speech_act],
    ["The reporter is", quote.distance],
    ["Name read from", quote.speaker && quote.source_text !== quote.speaker ? `“${quote.source_text || "nothing"}” (${quote.speaker_basis || "open"})` : null],
    ["Found by", `${quote.pattern}, ${Math.round(quote.confidence * 100)} % sure`],
  ];
  return [
    make("button", { type: "button", class: "close quiet", "aria-label": "Close the note", on: { click: closeNote } }, "×"),
    make("p", { class: "note-who" }, number ? `${number}. ` : "", make("strong", {}, speakerOf(quote))),
    quote.speaker_role ? make("p", { class: "role" }, quote.speaker_role) : null,
    quote.asserted ? null : make("p", {}, make("span", { class: "chip warning" }, "not asserted")),
    ...quote.stances.map(stanceLine),
    make("dl", {}, ...facts.filter(([, value]) => value).flatMap(([name, value]) => [make("dt", {}, name), make("dd", {}, value)])),
  ].filter(Boolean);
}

function stanceLine(stance) {
  const evidence = stance.evidence.map((words) => `“${words}”`).join(", ");
  return make("p", { class: "stance-line" }, stanceChip(stance), evidence ? make("span", { class: "why" }, ` from ${evidence}`) : null);
}

function watchArticle() {
  const text = byId("text");
  const quoteAt = (node) => (node.closest ? node.closest("[data-at]") : null);
  const show = (event) => {
    const node = quoteAt(event.target);
    showNote(node ? Number(node.dataset.at) : reading.pinned);
  };
  text.addEventListener("mouseover", show);
  text.addEventListener("mouseleave", () => showNote(reading.pinned));
  text.addEventListener("focusin", show);
  text.addEventListener("click", (event) => {
    const node = quoteAt(event.target);
    if (node) pin(Number(node.dataset.at));
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && reading.pinned !== null) closeNote();
  });
}
