"""Whom a source means: names, surnames, pronouns, roles, descriptions; in articles made for it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language

from quoteminer.extract.attribution import Attribution
from quoteminer.extract.names import find_names
from quoteminer.extract.speakers import resolve_speakers
from quoteminer.model import Speaker
from quoteminer.patterns.loader import load_data
from quoteminer.patterns.schema import Cue
from quoteminer.patterns.schema_speakers import SpeakersData
from quoteminer.pipeline import parse

Resolve = Callable[..., list[Speaker]]


def read_markup(marked: str) -> tuple[str, list[tuple[str, int, int]]]:
    """Return the text without its markup and the marked spans: `[source]` and `{content}`, which may nest."""
    text, spans, opened = "", [], []
    for char in marked:
        if char in "[{":
            opened.append((len(spans), len(text)))
            spans.append(("source" if char == "[" else "content", 0, 0))
        elif char in "]}":
            index, start = opened.pop()
            spans[index] = (spans[index][0], start, len(text))
        else:
            text += char
    return text, spans


@pytest.fixture(scope="module")
def resolve(nlp: Language) -> Resolve:
    """Return a function from a marked article to the speakers of its sources, in order.

    A source takes the content nearest to it in its sentence; one without content of its own takes none.
    """
    data = load_data("speakers", SpeakersData)
    lexeme = Cue(frames={"clause": 0.8})

    def run(marked: str, *, published: str | None = None, elided: bool = False) -> list[Speaker]:
        text, spans = read_markup(marked)
        doc = parse(nlp, text)
        found: list[Attribution] = []
        contents = [span for span in spans if span[0] == "content"]
        for _, start, end in (span for span in spans if span[0] == "source"):
            source = doc.char_span(start, end, alignment_mode="expand") if end > start else None
            tokens = tuple(token.i for token in source) if source else ()
            beside = [c for c in contents if not c[1] <= start < c[2]]
            near = min(beside, key=lambda c: min(abs(c[1] - end), abs(start - c[2])), default=None)
            content = doc.char_span(near[1], near[2], alignment_mode="expand") if near else None
            found.append(
                Attribution(
                    anchor=source.root.head.i if source else 0,
                    cue=(source.root.head.i,) if source else (),
                    content=tuple(token.i for token in content) if content else (),
                    source=tokens,
                    lexeme=lexeme,
                    pattern="test",
                    elided=elided,
                )
            )
        return resolve_speakers(doc, found, find_names(doc, data), data, published=published)

    return run


NAMES = [
    ("[Ann Lee] said {the bridge is safe}.", ["Ann Lee"]),
    ("[Mayor Ann Lee] said {the bridge is safe}.\n[Lee] added {that it will stay open}.", ["Ann Lee", "Ann Lee"]),
    ("[Sir Tom Hale] said {it is over}.\n{“It is done,”} said [Hale].", ["Tom Hale", "Tom Hale"]),
    ("[Mr. Hale] said {it is over}. Tom Hale, 61, has led the club since May.", ["Tom Hale"]),
    ("[Dame Judith Moore] said {it is over}. [Dame Judith] agreed {it was}.", ["Judith Moore", "Judith Moore"]),
    ("[Lord Brandt] told peers {the bill must go}.", ["Brandt"]),
    ("[Herr Vogel] said {the plant would close}. Dieter Vogel runs the works council.", ["Dieter Vogel"]),
    ("[Madame Claire Aubry] said {no}. [Mme Aubry] then said {yes}.", ["Claire Aubry", "Claire Aubry"]),
    ("[Monsieur Jean Duval] said {no}. [M. Duval] left {the matter open}.", ["Jean Duval", "Jean Duval"]),
    ("[Frau Dr. Ilse Brandt] said {the ward is full}. [Brandt] said {more beds are needed}.", ["Ilse Brandt"] * 2),
    ("[Martin O’Malley] said {he would run}. [O’Malley] said {he had time}.", ["Martin O’Malley"] * 2),
    ("[Fiona McAdam] said {no}. [McAdam’s] claim was {that it is late}.", ["Fiona McAdam"] * 2),
    ("[Marta van der Horst] said {no}. [Van der Horst] said {never}.", ["Marta van der Horst"] * 2),
    ("[Ruth Ocampo-Reyes] said {no}. [Ocampo-Reyes] said {never}.", ["Ruth Ocampo-Reyes"] * 2),
    ("[Debra Wolf Sander] said {no}. [Wolf Sander] said {never}.", ["Debra Wolf Sander"] * 2),
    ("[Elena Ruiz Ortega] said {no}. [Ms. Ruiz] said {never}.", ["Elena Ruiz Ortega"] * 2),
    ("[Peter Cole Jr.] said {no}. [Cole] said {never}.", ["Peter Cole Jr."] * 2),
    ("[J. D. Tarrow] said {no}. [Tarrow] said {never}.", ["J. D. Tarrow"] * 2),
    ("[Ann B. Lee] said {no}. [Ann Lee] said {never}.", ["Ann B. Lee"] * 2),
    ("Ann Lee moderates the hearing.\n[LEE]: {I thank you all for coming tonight.}", ["Ann Lee"]),
    ("[ANN LEE]: {Good evening to all of you who came.}", ["Ann Lee"]),
    ("[Pope Clement] said {peace is near}.", ["Pope Clement"]),
    ("[Radosław Wilk] said {the line held}. [Wilk] thanked {the crews}.", ["Radosław Wilk"] * 2),
    ("[Kim Dahl, 34, a farmer,] said {the rain came late}.", ["Kim Dahl"]),
    ("[Tom Hale, who runs the mill,] said {the rain came late}.", ["Tom Hale"]),
    ("[Tom Hale of the Grain Board] said {the rain came late}.", ["Tom Hale"]),
    ("[Mill owner Tom Hale] said {the rain came late}.", ["Tom Hale"]),
    ("[Defense Minister and veteran Olaf Krog] said {the line held}.", ["Olaf Krog"]),
    ("[Norwegian Ambassador to Chile Olaf Krog] said {talks go on}.", ["Olaf Krog"]),
    ("[Secretary of State Maria Stone] said {talks go on}. [Stone] left {it there}.", ["Maria Stone"] * 2),
    ("[Chief of Staff Tom Hale] said {talks go on}.", ["Tom Hale"]),
    ("[Rep. Tom Hale (D-Ohio)] said {no}.", ["Tom Hale"]),
    ("[Its director, Amara Diallo,] said {the clinic is full}.", ["Amara Diallo"]),
    # words before and behind the name
    ("[Her next rival, the American Tasha Wynn,] said {no}.", ["Tasha Wynn"]),
    ("[Afterwards Lee’s sister, Donna Hart,] said {no}.", ["Donna Hart"]),
    ("[The former poet laureate Ewan Strand] said {no}.", ["Ewan Strand"]),
    ("Ann Lee wrote it. [Her co]-author, Samuel Tarrow, said {no}.", ["Samuel Tarrow"]),
    ("Callun Reid, 16, fell. [Callun] said {no}.", ["Callun Reid"]),
    # whom else’s family keeps the surname for
    (
        "[Her son, the novelist Adam Quill,] said {no}. Margaret Quill was born in Ardle.\n{“I hid,”} [Quill] wrote.\n"
        "[Adam Quill] said {she sang}.",
        ["Adam Quill", "Margaret Quill", "Adam Quill"],
    ),
    ("Sean Hale fell. [His wife, Ruth Hale,] said {no}.\n{“He was kind,”} [Hale] said.", ["Ruth Hale"] * 2),
    # surnames that are places or peoples
    ("[Lumo’s chairman, Piers Holland,] said {no}. [Holland] said {never}.", ["Piers Holland"] * 2),
    ("[Volker Türk, the UN rights chief,] said {the strikes must stop}.", ["Volker Türk"]),
    ("[Maria Jordan, the head of the school,] said {no}. [Jordan] added {never}.", ["Maria Jordan"] * 2),
    ("[Lindiwe French, the rights chief,] said {no}. [French] said {never}.", ["Lindiwe French"] * 2),
    ("[Olu Chad, the agency’s head,] said {no}. [Chad] said {never}.", ["Olu Chad"] * 2),
    ("[Mehmet Türk, the minister,] said {no}. [Mr Türk] said {never}.", ["Mehmet Türk"] * 2),
    ("[Trump, in Kentucky,] said {no}. Donald Trump left.", ["Donald Trump"]),
    ("[The falconer, Amara Diallo,] said {it is dead}.", ["Amara Diallo"]),
    ("{“It is dead,”} said [the falconer, Amara Diallo].", ["Amara Diallo"]),
    (
        "[Coroner Amara Diallo] said {it was no accident}. [Diallo] added {it was avoidable}.",
        ["Amara Diallo", "Amara Diallo"],
    ),
    ("[The head of the clinic, Amara Diallo,] said {it is full}.", ["Amara Diallo"]),
    ("[Hale’s lawyer, Ruth Moss,] said {no}.", ["Ruth Moss"]),
    ("[The Herald’s Ruth Moss] wrote {that it rained}.", ["Ruth Moss"]),
    ("[Tom Hale and Ruth Moss] said {no}.", ["Tom Hale and Ruth Moss"]),
    ("Tom Hale met Ruth Moss in Leeds.\n[Hale and Moss] said {no}.", ["Tom Hale and Ruth Moss"]),
    ("Former Mayor Newton Hale left.\n[Mayor  Newton Hale] said {no}.", ["Newton Hale"]),
    ("[Farmer Orla Quist] said {the rain came late}. [Quist] said {it was cold}.", ["Orla Quist"] * 2),
    ("[Comedian Wim Tarrow, who is 34,] said {no}.", ["Wim Tarrow"]),
    ("[Hunter Quist] said {no}.", ["Hunter Quist"]),
    ("[Cllr Ilse Brandt] said {no}. [Cllr Brandt] said {never}.", ["Ilse Brandt"] * 2),
    ("[Hugh Tarrow KC] said {no}. [Mr Tarrow] said {never}.", ["Hugh Tarrow"] * 2),
    ("[Ann Lee MP, the minister,] said {no}.", ["Ann Lee"]),
    ("[Ruth Moss, PhD,] said {no}. [Moss] said {never}.", ["Ruth Moss"] * 2),
    ("[Henrietta “Etta” Quist] said {no}. [Quist] said {never}.", ["Henrietta Quist"] * 2),
    ('[Earl "Duke" Tarrow] said {no}. [Tarrow] said {never}.', ["Earl Tarrow"] * 2),
    ("[Sandra Quist] said {no}. [Sandy Quist] said {never}. [Quist] left {it}.", ["Sandra Quist"] * 3),
    ("[William Tarrow] said {no}. [Bill Tarrow] said {never}.", ["William Tarrow"] * 2),
    ("[Hale himself] said {no}. Tom Hale is ill.", ["Tom Hale"]),
    ("[ARDLE - Tom Hale, who runs the mill,] said {no}.", ["Tom Hale"]),
    ("[PORT MOSS — Ruth Moss] said {no}.", ["Ruth Moss"]),
    ("Of the rival, [Of Paul Moss, Ann Lee, who leads the party,] said {he lied}.", ["Ann Lee"]),
    ("According to [her chief of staff], Tom Hale, {the report was late}.", ["Tom Hale"]),
    ("The minister of [Energy, Ann Lee,] said {no}.", ["Ann Lee"]),
    ("Ted Brandt met Ruth Moss.\n[Brandt  and Moss] said {no}.", ["Ted Brandt and Ruth Moss"]),
    # what somebody is, before a full name and without an article
    ("[Reviewer Alban Stroud] said {the pie was dry}. [Stroud] gave {it one star}.", ["Alban Stroud"] * 2),
    ("{“It is late,”} said [reviewer Alban Stroud].", ["Alban Stroud"]),
    ("{“It is late,”} said [glassblower Nella Brook].", ["Nella Brook"]),
    ("{“It is late,”} said [hydrogeologist Perrin Olt].", ["Perrin Olt"]),
    ("{“It is late,”} said [the 22-year-old Mara Quill].", ["Mara Quill"]),
    ("[Falconer Tom Hale] said {it was late}.", ["Tom Hale"]),
    ("{“It is late,”} said [mother-of-two Nella Brook].", ["Nella Brook"]),
    ("[Father-of-three Tom Hale, 41,] said {it was late}.", ["Tom Hale"]),
    ("[Editor-in-chief Nella Brook] said {it was late}.", ["Nella Brook"]),
    ("[Palaeobotanist Quen Marl] said {it was late}.", ["Quen Marl"]),
    ("[Skywatcher Tom Hale] said {it was late}.", ["Tom Hale"]),
    ("[Carter James Stroud] said {it was late}.", ["Carter James Stroud"]),
    ("Lumo rose. {“No,”} [its managing director, Niamh Cotter,] said.", ["Niamh Cotter"]),
    # another role before the name
    ("[Her coach, former doubles champion Greg Tolley,] said {no}.", ["Greg Tolley"]),
    ("[Her husband, the footballer Danny Cole,] said {no}.", ["Danny Cole"]),
    ("[Its founder, biologist Ann Lee,] said {no}.", ["Ann Lee"]),
    # surnames that are bodies as well
    ("[Wells Fargo’s Sarah House] said {no}. [House] left {it}.", ["Sarah House"] * 2),
    ("[Dealer Tom Hale] said {it was late}.", ["Tom Hale"]),
    # courts
    ("[Defending, Nadia Roe] said {he was sorry}.", ["Nadia Roe"]),
    ("[Mitigating, Tom Hale] said {he was sorry}.", ["Tom Hale"]),
    # a first name that no list has
    ("Elspeth Quill, the botanist, died. [Elspeth] said {no}.", ["Elspeth Quill"]),
    ("Professor Ling Zao came. [Ling] said {no}.", ["Ling Zao"]),
    ("Lumo Aria, the first cart of its kind, came. [Lumo] said {no}.", ["Lumo"]),
    ("The 18:42 ferry left. [17:55 Ann Lee] said {no}.", ["Ann Lee"]),
]

TWO_OF_A_NAME = [
    ("Mr Farkas’s daughter, Zsofia, wept. Emil Farkas died. [Ms Farkas] said {no}.", ["Zsofia"]),
    ("His wife, Ellen, wept. Tom Hale died. [Mrs Lowrie] said {no}.", ["Lowrie"]),
    (
        "His father, Paul Moss, came. His wife, Ellen, wept. [Mrs Moss] said {no}. His sister, [Lieutenant Kate Moss,] "
        "said {yes}.",
        ["Ellen", "Kate Moss"],
    ),
    (
        "[Tom Hale] said {no}. His wife, Ruth Hale, agreed.\n[Mr. Hale] said {they would stay}. [Mrs. Hale] said "
        "{it was settled}.",
        ["Tom Hale", "Tom Hale", "Ruth Hale"],
    ),
    (
        "Governor Tom Hale met Senator Paul Hale.\n[Senator Hale] said {the bill would pass}. [Governor Hale] said "
        "{he would sign it}.",
        ["Paul Hale", "Tom Hale"],
    ),
    (
        "Tom Hale spoke first. {“We stay,”} [Hale] said.\nThen Ruth Hale rose. {“We go,”} [Hale] said.",
        ["Tom Hale", "Ruth Hale"],
    ),
    (
        "Tariq and Salma Aziz lost a son.\n[Mr. Aziz] said {he wept}. [Mrs. Aziz] said {she hoped}.",
        ["Tariq Aziz", "Salma Aziz"],
    ),
    ("[Ruth Hale, mother of the victim Sean Hale,] said {no}. {“Never,”} [Hale] said.", ["Ruth Hale", "Ruth Hale"]),
    ("Tom Hale and Paul Moss met.\n[Tom] said {no}. [Moss] said {yes}.", ["Tom Hale", "Paul Moss"]),
    (
        "Donald Hale sold the mill. Mr. Hale was rich. Freddy Hale, the brother, lost it.\nFreddy was kind. [Mr. Hale] "
        "said {no}.",
        ["Donald Hale"],
    ),
]

PRONOUNS = [
    ("[Ann Lee] said {no}.\n{“It is safe,”} [she] said.\n[She] added {that it was late}.", ["Ann Lee"] * 3),
    ("Tom Hale met Ruth Moss on Monday. [She] said {no}.", ["Ruth Moss"]),
    ("Tom Hale met Ruth Moss on Monday. [He] said {no}.", ["Tom Hale"]),
    ("[Tom Hale] said {no}. {“Paul Moss is wrong,”} [he] said.", ["Tom Hale"] * 2),
    ("[Tom Hale] told Paul Moss {that the deal was dead}. [He] called {it a farce}.", ["Tom Hale"] * 2),
    (
        "Danish Prime Minister Mette Krog did not rule it out. Although [he] declined {to blame anyone}, [he] called "
        "{the flight “an attack”}.",
        ["Mette Krog"] * 2,
    ),
    ("In [his] claim {that all was well}, Tom Hale left out the debt.", ["Tom Hale"]),
    ("Tom Hale, [who] said {the mill would close}, left at noon.", ["Tom Hale"]),
    ("[Tom Hale, who] said {the mill would close}, left at noon.", ["Tom Hale"]),
    ("The award went to Ruth Moss, the head of the Society for the North, [who] said {she was glad}.", ["Ruth Moss"]),
    ("Several farmers [who] said {the rain came late} have sold.", ["Several farmers"]),
    ("The council, [which] said {no}, will vote.", ["council"]),
    ("The company cut 300 jobs. [It] said {the market had shrunk}.", ["company"]),
    ("The farmers marched to the town hall. [They] said {prices were too low}.", ["farmers"]),
    ("Norway closed its airports on Monday. [It] said {drones had been seen}.", ["Norway"]),
    ("A woman from Leeds was hurt. {“It was dark,”} [she] said.", ["woman from Leeds"]),
    ("[A spokesman for the port] said {no}. {“Nothing is lost,”} [he] added.", ["spokesman for the port"] * 2),
    ("[Tom Hale] said {no}.\nThe port is closed.\nThe sea was rough.\n{“We wait,”} [he] said.", ["Tom Hale"] * 2),
    ("Ruth Moss was backed by Ann Lee, [who] said {no}. {“Moss is right,”} [she] said.", ["Ann Lee"] * 2),
    ("[Tom Hale] said {“[I] think that it is late.”}", ["Tom Hale", "Tom Hale"]),
    ("[His] view was {that it is late}, Tom Hale wrote.", ["Tom Hale"]),
    ("Tom Hale and Ruth Moss met on Monday. [They] said {it went well}.", ["Tom Hale and Ruth Moss"]),
    ("Ann Lee ran. A rival spoke with Ruth Moss, and [she and an aide] said {no}.", ["she and an aide"]),
    ("After [he] warned {of storms}, Tom Hale closed the port.", ["Tom Hale"]),
    ("[Both she and her husband] said {no}.", ["Both she and her husband"]),
    ("Two nurses wrote a letter. Wages were falling. [They] said {nobody listened}.", ["Two nurses"]),
    (
        "Two authors wrote a book. [They] found {that imports hurt}. Prices fell again. [They] said {it was late}.",
        ["Two authors"] * 2,
    ),
    ("Warsaw signed the pact on Thursday, [which] calls for {talks}.", ["pact"]),
    ("Lee praised the article, published in October, [that] examined {the gap}.", ["article"]),
    ("Estonian farmers met. American imports rose. [They] said {it was unfair}.", ["Estonian farmers"]),
    ("[Broker Quist & Moss] cut {its rating}. [It] wrote {that costs rose}.", ["Quist & Moss"] * 2),
    # who speaks for a body is seldom "he"
    (
        "Farmer Owen Lisle fell. [A spokesperson] declined {to comment}. [He] said {it was dark}.",
        ["spokesperson", "Owen Lisle"],
    ),
    (
        "Witness Gary Pruitt came. [A port spokesperson] said {it was safe}. {“It blew up,”} [he] said.",
        ["port spokesperson", "Gary Pruitt"],
    ),
    ("[A spokesperson for the port] said {no}. {“Nothing is lost,”} [she] added.", ["spokesperson for the port"] * 2),
    # kin in a profile, told of for another's sake
    ("Nadia Kerr grew up in Leeds. Her mother ran a shop. {“I never wanted that,”} [she] says.", ["Nadia Kerr"]),
    ("[Nadia Kerr] says {no}. Her mother ran a shop. {“I never wanted that,”} [she] said.", ["Nadia Kerr"] * 2),
    ("Lena Ost is ill. Her mother, who sang, died young. {“I hardly knew her,”} [she] says.", ["Lena Ost"]),
    ("Owen Hale writes. His wife is a doctor. {“I write at night,”} [he] says.", ["Owen Hale"]),
    ("Nadia Kerr, 9, fell. Her mother was at home. {“I heard a bang,”} [she] said.", ["Nadia Kerr’s mother"]),
    ("Nadia Kerr boxes. [Her mother] said {no}. {“She will break her nose,”} [she] says.", ["Nadia Kerr’s mother"] * 2),
    # a title whose verb looks like a noun
    ("Widow of drowned fisherman calls for inquiry\n[The widow of a fisherman] said {no}.", ["widow of a fisherman"]),
]

ROLES = [
    ("[PC Lena Birch] said {no}. [The officer] said {it was late}.", ["Lena Birch"] * 2),
    ("Pakistan’s coach Otto Mensah frowned. [The Ghanaian] said {it was late}.", ["Otto Mensah"]),
    ("Cllr Ann Drew, the Labour leader, rose. Headteacher Grace Moyo sat. [The head] said {no}.", ["Grace Moyo"]),
    ("The transport secretary, Olivia Grant, rose. [The minister] said {no}.", ["Olivia Grant"]),
    ("Prosecuting, Imran Shah spoke. {“He lied,”} [the prosecutor] said.", ["Imran Shah"]),
    ("[The EU’s envoy to the region, Marit Solheim,] said {no}. [The envoy] said {never}.", ["Marit Solheim"] * 2),
    ("Governor Ann Lee toured the port.\n[The governor] said {it was safe}.", ["Ann Lee"]),
    ("[The governor] said {it was safe}.\nIt was the second visit of Governor Ann Lee.", ["Ann Lee"]),
    (
        "Ann Lee, the Secretary General of the Northern Alliance, spoke.\n[The Secretary General] warned {them}.",
        ["Ann Lee"],
    ),
    ("The Secretary General of the Atlantic Alliance, Ann Lee, spoke.\n[The NATO leader] warned {them}.", ["Ann Lee"]),
    (
        "Danish Prime Minister Mette Krog and Norwegian Prime Minister Olaf Dahl met.\n[The prime minister of Denmark] "
        "said {no}. [The Norwegian prime minister] said {yes}.",
        ["Mette Krog", "Olaf Dahl"],
    ),
    ("Russian presidential spokesman Ivan Orlov spoke.\n[The Kremlin spokesman] denied {it}.", ["Ivan Orlov"]),
    ("Kremlin spokesman Ivan Orlov spoke.\n[The Russian government spokesman] denied {it}.", ["Ivan Orlov"]),
    ("Kremlin spokesman Ivan Orlov spoke.\n[The Kremlin official] denied {it}.", ["Ivan Orlov"]),
    ("Kremlin spokesman Ivan Orlov spoke.\n[The Polish official] denied {it}.", ["Polish official"]),
    ("Kremlin spokesman Ivan Orlov spoke of an official.\n[The official] denied {it}.", ["official"]),
    ("[The head of the State Duma Committee on Trade Ivan Orlov] denied {it}.", ["Ivan Orlov"]),
    ("[Official representative of the Foreign Ministry Maria Orlova] denied {it}.", ["Maria Orlova"]),
    ("[The governor of the Ardle Region Max Roe] denied {it}.", ["Max Roe"]),
    ("[A spokesman for President Max Roe] denied {it}.", ["spokesman for President Max Roe"]),
    ("[The wife of Max Roe] denied {it}.", ["wife of Max Roe"]),
    ("[Pope] urges {peace}\nPope Clement spoke. [The pontiff] denied {it}.", ["Pope Clement"] * 2),
    ("Ministry spokeswoman Eva Orlova spoke.\n[The diplomat] denied {it}.", ["Eva Orlova"]),
    (
        "Sen. Tom Hale (R-Fla.) met Sen. Paul Moss (D-Ohio).\n[The Florida senator] said {no}. [The Ohio senator] said "
        "{yes}.",
        ["Tom Hale", "Paul Moss"],
    ),
    ("Kim Dahl, 34, a farmer, lost his crop.\n[The farmer] said {the rain came late}.", ["Kim Dahl"]),
    ("[Tom Hale] said {no}.\n[The billionaire] said {he would pay}.", ["Tom Hale", "Tom Hale"]),
    ("[A senior official] said {no}.\n[The official] said {talks went on}.", ["senior official"] * 2),
    ("Mayor Ann Lee listened.\n[A mayor from the north] said {no}.", ["mayor from the north"]),
    ("Tom Hale is the mayor of Leeds.\n[The mayor] said {no}.", ["Tom Hale"]),
    ("Spokeswoman Ruth Moss came. Spokesman Tom Hale left.\n[The spokeswoman] said {no}.", ["Ruth Moss"]),
    (
        "[A harbour official] said {no}. Ruth Moss, the minister, left. [The official] said {yes}.",
        ["harbour official"] * 2,
    ),
    ("Ruth Moss said no.\n[The second official] said {yes}.", ["second official"]),
    ("Kim Dahl lost his crop.\n[The 34-year-old farmer] said {the rain came late}.", ["Kim Dahl"]),
    ("Mara Quill, 34, met Ken Dillard, 51.\n{“I heard it,”} [the 34-year-old] said.", ["Mara Quill"]),
    ("Mara Quill, 34, met Ken Dillard, 51.\n{“I heard it,”} said [the 34-year-old, grinning].", ["Mara Quill"]),
    ("{“I heard it,”} said [the 34-year-old, Mara Quill].", ["Mara Quill"]),
    ("[Finch’s publicist, Dana Wroe,] said {the show would go on}.", ["Dana Wroe"]),
    ("[Goalkeeper Amir Stolz] said {the pitch was wet}.", ["Amir Stolz"]),
    ("In [a statement read to the court, the victim, Edith Lorne,] said {she slept badly}.", ["Edith Lorne"]),
    # nobody means herself by a role that she was not given
    ("[MS BENNING]: {She does. [The minister] said {it would rain}.}", ["BENNING", "minister"]),
    ("[Tom Hale] said {no}. [His lawyer] said {the case was weak}.", ["Tom Hale", "Tom Hale’s lawyer"]),
    ("[Hale’s campaign] said {no}. Tom Hale is ill.", ["Tom Hale’s campaign"]),
    ("Jonas Brandt lost again.\n[The German, who coaches the side,] said {he would stay}.", ["Jonas Brandt"]),
    ("Ilse Brandt won the race.\n{“I am tired,”} [the Norwegian] said.", ["Ilse Brandt"]),
    ("[Their president] said {no}.\nPresident Ann Lee came on Friday.", ["president"]),
    ("The island’s president called.\n[Ann Lee] said {no}. {“Never,”} [the president] said.", ["Ann Lee"] * 2),
    (
        "The port’s director was ill. [Ann Lee, a nurse,] said {no}. {“Never,”} [the director] said.",
        ["Ann Lee", "port’s director"],
    ),
]

DESCRIPTIONS = [
    ("[The Kremlin] denied {it}.", "Kremlin", "organisation"),
    ("[Moscow] denied {it}.", "Moscow", "organisation"),
    ("[The UK Foreign Office] condemned {the strike}.", "UK Foreign Office", "organisation"),
    ("{Two planes were seen}, according to [Norway’s Defense Ministry].", "Norway’s Defense Ministry", "organisation"),
    ("{It rained}, reported [the business channel QXN].", "QXN", "organisation"),
    ("{It rained}, according to [the Center for Weather Studies].", "Center for Weather Studies", "organisation"),
    ("[The Norwegian government] denied {it}.", "Norwegian government", "organisation"),
    ("[A spokesperson for the Dutch government] said {no}.", "spokesperson for the Dutch government", "unnamed"),
    ("[A homeless man] said {it was cold}.", "homeless man", "unnamed"),
    ("[Several Baltic states] accused {them}.", "Several Baltic states", "group"),
    ("[European officials] feared {it}.", "European officials", "group"),
    ("[British, French and German diplomats] warned {them}.", "British, French and German diplomats", "group"),
    ("[The Danish and Norwegian authorities] said {no}.", "Danish and Norwegian authorities", "group"),
    ("[Norway and Denmark] report {new flights}.", "Norway and Denmark", "group"),
    ("[The indictment] says {he lied}.", "indictment", "document"),
    ("{Fewer birds came}, according to [a study by the Bird Trust].", "study by the Bird Trust", "document"),
    ("[Article 7 of the Harbour Treaty] states {that ships may wait}.", "Article 7 of the Harbour Treaty", "document"),
    ("[Friends, neighbours and rivals] say {he was kind}.", "Friends, neighbours and rivals", "group"),
    ("[No one] said {a word}.", "No one", "unnamed"),
    ("[The German] said {no}.", "German", "unnamed"),
    ("{“No,”} said [the 22-year-old, grinning].", "22-year-old", "unnamed"),
    ("{“No,”} said [the 40-year-old, visibly shaken].", "40-year-old", "unnamed"),
    ("{“No,”} said [the 22-year-old, a student at Ardle College].", "22-year-old", "unnamed"),
    ("{“No,”} said [the 22-year-old, gifted pianist].", "22-year-old, gifted pianist", "unnamed"),
    ("[Baltic Member States] said {no}.", "Baltic Member States", "group"),
    ("[Lumo Retail Systems today] said {no}.", "Lumo Retail Systems", "organisation"),
    ("[The prefecture] said {no}.", "prefecture", "organisation"),
    ("[Quist & Moss] said {no}.", "Quist & Moss", "organisation"),
    ("[Stratford-upon-Avon Town Council] said {no}.", "Stratford-upon-Avon Town Council", "organisation"),
    ("[Winter Hill Farm] said {no}.", "Winter Hill Farm", "organisation"),
    ("[Master Builders Guild] said {no}.", "Master Builders Guild", "organisation"),
    # bodies whose name goes on
    (
        "[The International Committee of the Red Cross] said {no}.",
        "International Committee of the Red Cross",
        "organisation",
    ),
    ("[The Committee to Protect Journalists] said {no}.", "Committee to Protect Journalists", "organisation"),
    ("[Retailer Norvik Foods Group] said {no}.", "Retailer Norvik Foods Group", "organisation"),
]


@pytest.mark.parametrize(("article", "expected"), [*NAMES, *TWO_OF_A_NAME])
def test_resolve_speakers_gives_the_fullest_name(resolve: Resolve, article: str, expected: list[str]) -> None:
    """A surname, title or apposition leads to the one full name that the article gives, without titles."""
    speakers = resolve(article)
    assert [speaker.name for speaker in speakers] == expected
    assert all(speaker.kind in ("person", "group") and speaker.basis == "named" for speaker in speakers)


@pytest.mark.parametrize(("article", "expected"), PRONOUNS)
def test_resolve_speakers_follows_pronouns(resolve: Resolve, article: str, expected: list[str]) -> None:
    """A pronoun means the most prominent one before it that agrees; agreement can be outweighed."""
    assert [speaker.name for speaker in resolve(article)] == expected


@pytest.mark.parametrize(("article", "expected"), ROLES)
def test_resolve_speakers_finds_who_holds_a_role(resolve: Resolve, article: str, expected: list[str]) -> None:
    """A role without a name means the person of the article whose role it can be."""
    assert [speaker.name for speaker in resolve(article)] == expected


@pytest.mark.parametrize(("article", "name", "kind"), DESCRIPTIONS)
def test_resolve_speakers_keeps_descriptions(resolve: Resolve, article: str, name: str, kind: str) -> None:
    """Bodies, groups, documents and unnamed people keep the words of the article, without the article."""
    (speaker,) = resolve(article)
    assert (speaker.name, speaker.kind) == (name, kind)


def test_resolve_speakers_tells_role_and_basis(resolve: Resolve) -> None:
    """The role is the article's words; the basis says how the name was reached."""
    speakers = resolve(
        "[Polish Prime Minister Jan Wilk] said {no}. {“Never,”} [he] said.\n[The prime minister] left {it}."
    )
    assert [(s.role, s.basis) for s in speakers] == [
        ("Polish Prime Minister", "named"),
        ("Polish Prime Minister", "pronoun"),
        ("prime minister", "role"),
    ]


@pytest.mark.parametrize(
    ("article", "role"),
    [
        ("[His best friend, Tom Hale,] said {no}.", "best friend"),
        ("[Another brother, Tom Hale,] said {no}.", "brother"),
        ("[Ann Lee, a real estate agent today,] said {no}.", "real estate agent"),
        ("[Ann Lee, an engineer and one of its founders,] said {no}.", "engineer and one of its founders"),
        ("[Ann Lee, whose latest firm sells maps,] said {no}.", None),
        ("[Ann Lee, more than a million in debt,] said {no}.", None),
        ("[Farmer Orla Quist] said {no}.", "Farmer"),
    ],
)
def test_resolve_speakers_takes_only_what_is_a_role(resolve: Resolve, article: str, role: str | None) -> None:
    """Owners and determiners before a role are left out, and so is an apposition that tells no role."""
    (speaker,) = resolve(article)
    assert speaker.role == role


def test_resolve_speakers_leaves_the_author_unnamed(resolve: Resolve) -> None:
    """Outside quotation marks "I" is the author, whom nobody names."""
    assert resolve("[I] think {that it is late}.") == [Speaker(kind="unnamed", basis="pronoun")]


def test_resolve_speakers_marks_elided_subjects(resolve: Resolve) -> None:
    """An elided subject has the speaker of the mention it elides."""
    (speaker,) = resolve("[Tom Hale] came and said {no}.", elided=True)
    assert (speaker.name, speaker.basis) == ("Tom Hale", "elided")


def test_resolve_speakers_without_source_names_nobody(resolve: Resolve) -> None:
    """Where nobody is named, nobody is invented."""
    assert resolve("Tom Hale came. []It was said {that he lied}.") == [Speaker()]


@pytest.mark.parametrize(
    ("article", "published", "expected"),
    [
        (
            "[The UK Prime Minister] said {no}.",
            "2025-09-20",
            Speaker(name="Keir Starmer", kind="person", role="UK Prime Minister", id="Q6383803", basis="alias"),
        ),
        ("[The UK Prime Minister] said {no}.", None, Speaker(name="UK Prime Minister", kind="unnamed", basis="role")),
        ("[The prime minister] said {no}.", "2025-09-20", Speaker(name="prime minister", kind="unnamed", basis="role")),
        ("[Putin] said {no}.", None, Speaker(name="Vladimir Putin", kind="person", id="Q7747", basis="alias")),
        (
            "Boris Putin runs a shop in Riga.\n[Putin] said {no}.",
            None,
            Speaker(name="Boris Putin", kind="person", basis="named"),
        ),
    ],
)
def test_resolve_speakers_asks_the_list_last(
    resolve: Resolve, article: str, published: str | None, expected: Speaker
) -> None:
    """speakers.yaml helps where the article names nobody, for a dated office, and never against the article."""
    assert resolve(article, published=published) == [expected]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(
    st.lists(
        st.sampled_from(
            [
                "Ann Lee",
                "he",
                "who",
                "The",
                "governor",
                "of",
                ",",
                "“",
                "”",
                "'s",
                "’",
                "and",
                "-",
                "\n",
                "Mr.",
                "Jr.",
                "(",
                "said",
                "von der",
                "III",
                "é",
                "\u200b",
                "34",
                "its director",
                "I",
                "NATO",
                "Both",
                "nor",
            ]
        ),
        max_size=25,
    )
)
def test_resolve_speakers_takes_any_source(nlp: Language, words: list[str]) -> None:
    """Any words as text, every token of it a source: there is a speaker for each and no crash."""
    data = load_data("speakers", SpeakersData)
    doc = parse(nlp, " ".join(words))
    lexeme = Cue(frames={"clause": 0.8})
    ends = range(len(doc))
    found = [
        Attribution(
            anchor=i, cue=(i,), content=(0,), source=tuple(range(i, min(i + k, len(doc)))), lexeme=lexeme, pattern="p"
        )
        for i in ends
        for k in (1, 2, 5)
    ]
    assert len(resolve_speakers(doc, found, find_names(doc, data), data)) == len(found)


@pytest.mark.parametrize(
    ("marked", "kind"),
    [
        ("[Halden] raised its forecast. [It] said {it was glad}.", "organisation"),
        ("[Halden, which makes drones,] said {it was glad}.", "organisation"),
        ("Shares in Hoshi Group fell. [Hoshi] said {it was glad}.", "organisation"),
        ("[Kent Police] said {it was glad}.", "organisation"),
        ("Gideon Saar wept. [He] said {he was glad}.", "person"),
        ("[Douglas J. Band] said {he was glad}.", "person"),
    ],
)
def test_kind_by_what_stands_beside_the_name(resolve: Resolve, marked: str, kind: str) -> None:
    """Pronouns and the other names of a body tell what a name is."""
    assert {speaker.kind for speaker in resolve(marked)} == {kind}


@pytest.mark.parametrize(
    ("marked", "role"),
    [
        ("[Her Conservative shadow, Sir Gregory Pallister,] said {no}.", "Conservative shadow"),
        ("[The bishop, the Right Rev Ann Lee,] said {no}.", "bishop"),
        ("[President Tayyip Erdogan] said {no}.", "President"),
        ("[Acting President Ann Lee] said {no}.", "Acting President"),
        ("[An aide to the Russian president, Yury Orlov,] said {no}.", "aide to the Russian president"),
    ],
)
def test_role_has_no_title_nor_name(resolve: Resolve, marked: str, role: str) -> None:
    """Courtesy titles and first names are no part of a role."""
    assert resolve(marked)[0].role == role
