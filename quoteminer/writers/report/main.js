// Ties the controls to the views.

const VIEWS = { quotes: showQuotes, articles: showArticles, matrix: showMatrix };
const NOTE_AFTER = 300; // ms; browsers refuse an address that changes with every key

const view = { tab: "quotes", shown: [], noting: 0 };
const choices = {};

function update() {
  const found = select();
  view.shown = found.shown;
  for (const facet of Object.keys(FACETS)) updateChoices(facet, choices[facet], found.facets[facet]);
  for (const name of TEXT_FILTERS) if (byId(name).value !== wanted[name]) byId(name).value = wanted[name];
  byId("undated").checked = wanted.undated;
  showStatus(found.shown.length);
  showTimeline(found.anyDate);
  VIEWS[view.tab](view.shown);
  clearTimeout(view.noting);
  view.noting = setTimeout(() => history.replaceState(null, "", `#${filtersToHash()}`), NOTE_AFTER);
}

function showStatus(number) {
  const filters = describeFilters();
  byId("status").textContent = [`${number.toLocaleString("en")} of ${count(QUOTES.length, "quote")}`, ...filters].join(" · ");
  byId("filter-count").textContent = filters.length ? `(${filters.length} set)` : "";
  byId("clear").hidden = !filters.length;
}

function showSummary() {
  const speakers = new Set(QUOTES.map((quote) => quote.speaker).filter(Boolean));
  const parts = QUOTES.flatMap((quote) => (quote.date ? quote.date.split("/") : [])).sort();
  const [from, to] = [parts[0], parts[parts.length - 1]];
  const span = from && (from === to ? dateWords(from) : `${dateWords(from)} – ${dateWords(to)}`);
  byId("summary").textContent = [count(QUOTES.length, "quote"), count(speakers.size, "speaker"), count(ARTICLES.length, "article"), span].filter(Boolean).join(" · ");
}

function showTab(chosen) {
  view.tab = chosen;
  for (const name of Object.keys(VIEWS)) {
    const tab = byId(`tab-${name}`);
    tab.setAttribute("aria-selected", String(name === chosen));
    tab.setAttribute("tabindex", name === chosen ? "0" : "-1");
    byId(`panel-${name}`).hidden = name !== chosen;
  }
  VIEWS[chosen](view.shown);
}

function byNumber(values) {
  const numbers = new Map();
  for (const value of values) numbers.set(value, (numbers.get(value) || 0) + 1);
  return [...numbers.keys()].sort((a, b) => numbers.get(b) - numbers.get(a) || compare(a, b));
}

function watchFilters() {
  choices.speaker = makeChoices("speaker", byNumber(QUOTES.map((quote) => quote.speaker || UNNAMED)), (name) => name || "(no name)", update);
  choices.stance = makeChoices("stance", Object.keys(STANCES), (label) => make("span", { class: `swatch ${label}` }, STANCES[label].name), update);
  choices.kind = makeChoices("kind", ["direct", "mixed", "indirect"], (kind) => kind, update);
  for (const name of TEXT_FILTERS) {
    byId(name).addEventListener("input", () => {
      wanted[name] = byId(name).value;
      update();
    });
  }
  byId("undated").addEventListener("change", () => {
    wanted.undated = byId("undated").checked;
    update();
  });
  byId("find-speaker").addEventListener("input", () => updateChoices("speaker", choices.speaker, select().facets.speaker));
  byId("clear").addEventListener("click", () => {
    clearFilters();
    update();
    byId("words").focus();
  });
  byId("filters").addEventListener("submit", (event) => event.preventDefault());
}

function watchViews() {
  for (const name of Object.keys(VIEWS)) {
    const open = () => name !== view.tab && showTab(name);
    byId(`tab-${name}`).addEventListener("click", open);
    byId(`tab-${name}`).addEventListener("focus", open);
  }
  rove(document.querySelector("[role=tablist]"), "[role=tab]");
  rove(byId("timeline"), "[role=button]");
  byId("order").addEventListener("change", () => showQuotes(list.shown));
  byId("more").addEventListener("click", () => showMore());
  byId("more-pairs").addEventListener("click", () => showMorePairs());
  byId("article").addEventListener("change", () => {
    reading.article = Number(byId("article").value);
    showArticle();
  });
  byId("previous").addEventListener("click", () => stepArticle(-1));
  byId("next").addEventListener("click", () => stepArticle(1));
  watchArticle();
}

function watchTheme() {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (document.documentElement.dataset.theme || (dark.matches ? "dark" : "light")) === "dark";
  const name = () => { byId("theme").textContent = isDark() ? "Light theme" : "Dark theme"; };
  byId("theme").addEventListener("click", () => {
    document.documentElement.dataset.theme = isDark() ? "light" : "dark";
    name();
  });
  dark.addEventListener("change", name);
  name();
}

// Paper gets all the quotes of the view, not only those of the first page.
function watchPrinting() {
  addEventListener("beforeprint", () => {
    showMore(Infinity);
    showMorePairs(Infinity);
  });
}

function watchWidth() {
  const narrow = matchMedia("(max-width: 52rem)");
  const fold = () => { byId("filter-box").open = !narrow.matches; };
  narrow.addEventListener("change", fold);
  fold();
  let width = 0;
  new ResizeObserver(() => {
    if (byId("timeline").clientWidth === width) return;
    width = byId("timeline").clientWidth;
    showTimeline(select().anyDate);
  }).observe(byId("timeline"));
}

watchFilters();
watchViews();
watchTheme();
watchPrinting();
showSummary();
filtersFromHash(location.hash.slice(1));
update();
showTab("quotes");
watchWidth();
addEventListener("hashchange", () => {
  filtersFromHash(location.hash.slice(1));
  update();
});
