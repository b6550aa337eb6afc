/* The table of commands and options: all that parser, help, manual pages and completions know. */
#include "cmd.h"

/* clang-format off: tables */
#define FLAG(letter, name, field, help) {letter, name, OPT_FLAG, offsetof(at_vals, field), NULL, NULL, help}
#define TEXT(name, field, arg, help) {0, name, OPT_TEXT, offsetof(at_vals, field), arg, NULL, help}
#define ONEOF(name, field, words, preset, help) {0, name, OPT_ONEOF, offsetof(at_vals, field), words, preset, help}
#define END {0, NULL, OPT_FLAG, 0, NULL, NULL, NULL}

#define FROM ONEOF("from", from, "auto|text|html|feed|warc|jsonl|mail|pdf", "auto", "what the files hold")
#define PUBLISHED TEXT("published", published, "DAY", "publication day of reports that do not say it, as 2022-01-06")
#define PUBLISHER TEXT("publisher", publisher, "NAME", "who published reports that do not say it")
#define DATA TEXT("data", data, "DIR", "folder with attest-en.atw and places.bin")
#define CODEBOOK TEXT("codebook", codebook, "DIR", "folder with lexicon rows of your own, which win over the built-in ones")
#define THREADS {'j', "threads", OPT_COUNT, offsetof(at_vals, threads), "N", "all processors", "reports read at once"}
#define QUIET FLAG('q', "quiet", quiet, "no progress")
#define COLOR ONEOF("color", color, "auto|always|never", "auto", "colours in text for people")
#define DB {0, "db", OPT_TEXT, offsetof(at_vals, db), "FILE", "attest.db", "the record"}
#define REPORT TEXT("report", report, "ID", "only this report: its id, the start of it, or its name")
#define SINCE TEXT("since", since, "DAY", "only what happened on this day or later")
#define UNTIL TEXT("until", until, "DAY", "only what happened on this day or earlier")
#define NO_GATE FLAG(0, "no-gate", no_gate, "read sentences of games and prices too, in which nothing is found as a rule")
/* clang-format on */

static const at_opt read_opts[] = {
    FROM,
    ONEOF("format", format, "text|jsonl", NULL,
          "text for people, or one record a line (default: text on a terminal, else jsonl)"),
    PUBLISHED,
    PUBLISHER,
    FLAG(0, "with-text", with_text, "put the kept text of each report into its record"),
    FLAG(0, "with-vectors", with_vectors, "put a vector of each sentence's meaning into its record, for search"),
    FLAG(0, "features", features, "give each finding the features of its confidence and drop none"),
    NO_GATE,
    DATA,
    CODEBOOK,
    THREADS,
    COLOR,
    QUIET,
    END,
};
static const at_opt text_opts[] = {FROM, FLAG(0, "bare", bare, "no line with the title, day and authors of a page: only what bytes count in"), END};
static const at_opt add_opts[] = {DB, FROM, PUBLISHED, PUBLISHER, NO_GATE, DATA, CODEBOOK, THREADS, QUIET, END};
static const at_opt show_opts[] = {
    DB,     ONEOF("format", format, "text|jsonl", "text", "text for people, or the records as they were added, one a line"),
    REPORT, SINCE,
    UNTIL,  COLOR,
    END,
};
static const at_opt why_opts[] = {DB, REPORT, COLOR, END};
#define ROWS_FORMAT ONEOF("format", format, "text|jsonl|csv", "text", "text for people, one JSON object a row, or CSV with a line of names")
#define LIMIT {0, "limit", OPT_COUNT, offsetof(at_vals, limit), "N", "all", "at most so many rows"}
#define PLACE TEXT("place", place, "WORDS", "only in places with these words in name, region or country code")
#define ACTOR TEXT("actor", actor, "WORDS", "only with these words in the name of who has part in it")
#define SOURCE TEXT("source", source, "WORDS", "only what a speaker with these words in name or role says")
#define STANCE ONEOF("stance", stance, "asserted|reported|confirmed|denied|alleged|expected|feared|promised|demanded|hypothetical", NULL, "only with this stance")
#define CONFIDENCE TEXT("confidence", confidence, "0..1", "only findings at least so sure")
#define LIKE TEXT("like", like, "WORDS", "only in sentences that mean something like these words, the nearest first")
#define TYPE(what) TEXT("type", type, "TYPE", what)
#define HIDDEN FLAG(0, "rejected", rejected, "also what people rejected"), FLAG(0, "confidential", confidential, "also what people marked confidential")
static const at_opt event_opts[] = {DB, ROWS_FORMAT, REPORT, SINCE, UNTIL, PLACE, ACTOR, TYPE("only of this PLOVER type: PROTEST, ASSAULT, ..."), SOURCE, STANCE, CONFIDENCE, LIKE, LIMIT, HIDDEN, DATA, COLOR, END};
static const at_opt figure_opts[] = {DB, ROWS_FORMAT, REPORT, SINCE, UNTIL, PLACE, TYPE("only of this kind: killed, injured, detained, ..."), SOURCE, STANCE, CONFIDENCE, LIKE, LIMIT, HIDDEN, DATA, COLOR, END};
static const at_opt saying_opts[] = {DB, ROWS_FORMAT, REPORT, SINCE, UNTIL, PLACE, ACTOR, SOURCE, STANCE, CONFIDENCE, LIKE, LIMIT, HIDDEN, DATA, COLOR, END};
static const at_opt silence_opts[] = {DB, ROWS_FORMAT, REPORT, SINCE, UNTIL, PLACE, TYPE("only of this kind: cut, access, no-data, unconfirmed"), SOURCE, CONFIDENCE, LIKE, LIMIT, HIDDEN, DATA, COLOR, END};
static const at_opt dispute_opts[] = {DB, ROWS_FORMAT, REPORT, TYPE("only of this kind: figure, denial, doer, name"), LIMIT, HIDDEN, COLOR, END};
static const at_opt actor_opts[] = {DB, ROWS_FORMAT, TYPE("only of this kind: person, group, ..."), LIMIT, COLOR, END};
static const at_opt incident_opts[] = {DB, ROWS_FORMAT, SINCE, UNTIL, PLACE, TYPE("only of this type (incidents) or outcome (series): ASSAULT, killed, ..."), LIMIT, COLOR, END};
static const at_opt place_opts[] = {DB, ROWS_FORMAT, LIMIT, COLOR, END};
#define WHO TEXT("who", who, "NAME", "who decides (default: the user's name)")
#define WHY TEXT("why", why, "TEXT", "the reason")
static const at_opt review_opts[] = {
    DB,
    FLAG(0, "accept", accept, "the finding is what the report says"),
    FLAG(0, "reject", reject, "it is not"),
    TEXT("set", set, "FIELD=VALUE", "it is, but for this field: type, actor, recipient, date_from, low, who, stance, place, source, ..."),
    TEXT("merge", merge, "ID", "it tells of the same incident as ID"),
    TEXT("split", split, "ID", "it does not tell of the same incident as ID"),
    TEXT("grade", grade, "GRADE", "Admiralty grade: A to F of a source (ID is source:NAME), B2 of a finding"),
    FLAG(0, "confidential", confidential, "keep it out of lists, exports and pages"),
    FLAG(0, "open", open, "no longer confidential"),
    TEXT("undo", undo, "N", "take judgement N back; it stays in the log"),
    WHO, WHY, COLOR, END,
};
static const at_opt export_opts[] = {DB, REPORT, SINCE, UNTIL, PLACE, ACTOR, TYPE("only events of this PLOVER type"), SOURCE, END};
static const at_opt search_opts[] = {DB, FLAG(0, "exact", exact, "sentences that hold the words themselves, not their meaning"), REPORT, SINCE, UNTIL,
                                      {0, "limit", OPT_COUNT, offsetof(at_vals, limit), "N", "20", "at most so many sentences"}, ROWS_FORMAT,
                                      FLAG(0, "confidential", confidential, "also reports that people marked confidential"), DATA, COLOR, END};
static const at_opt db_opts[] = {DB, END};
static const at_opt erase_opts[] = {DB, REPORT, TEXT("name", name, "NAME", "erase this name everywhere"), WHO, WHY, END};
static const at_opt serve_opts[] = {DB, TEXT("port", port, "N", "port of 127.0.0.1 (default: one that is free)"), FLAG(0, "open", open_page, "show the page in the browser"),
                                     TEXT("who", who, "NAME", "in whose name findings are judged (default: the user's name)"), DATA, CODEBOOK, END};
static const at_opt log_opts[] = {DB, FLAG(0, "judgements", judgements, "what people decided, instead of what was added"), END};

const at_cmd at_cmds[] = {
    {"read", "[FILE|-]...", "read reports and print what they say, by whom, at which bytes",
     "Reads plain text (one report a file), saved pages (HTML), feeds (RSS, Atom, JSON Feed), web archives (WARC,\n"
     "also WET), JSON Lines (one report a line, with the keys name, url, publisher, byline, published, language,\n"
     "title, and text or html), mail (mbox, one message) and PDF files with a text layer, and prints one record a\n"
     "report. What a file holds is seen from its name and its first bytes; --from says it. Gzip is taken off.\n"
     "A folder stands for the files in it and below. Nothing is kept. The order is that of the input and the bytes\n"
     "are the same for any number of threads; however long the input, only a few reports are held at a time.\n\n"
     "A report that cannot be read well is read as far as it goes; what is wrong with it stands in its record\n"
     "under \"problems\". Relative dates (\"last night\") need the publication day: from --published, from the\n"
     "JSON, or from a dateline in the text.",
     "attest read --published=2019-06-03 report.txt\nattest read --format=jsonl reports/*.txt > records.jsonl\n"
     "attest read --format=jsonl reports\ncat reports.jsonl.gz | attest read --format=text - | less",
     read_opts, at_cmd_read},
    {"add", "[FILE|-]...", "read reports and add them to the record",
     "Takes the same files as attest read, and records that attest read made. Each report is added as a whole\n"
     "or not at all. The same report twice changes nothing; a report that is read anew by a newer attest\n"
     "replaces its findings and keeps what people judged of them.",
     "attest add --db=khartoum.db reports/*.txt\nattest read --with-text --format=jsonl reports/*.txt | attest add --db=khartoum.db -",
     add_opts, at_cmd_add},
    {"show", "", "print the record for people",
     "Prints what the record holds: events by day, figures by what is counted with who says so, disputes,\n"
     "demands, causes, loaded names and silences. Every line has the id that attest why explains.",
     "attest show --db=khartoum.db --since=2019-06-03 --until=2019-06-04\nattest show --db=khartoum.db "
     "--report=khartoum-2019-06-03-wire.txt",
     show_opts, at_cmd_show},
    {"why", "ID...", "print where a finding comes from",
     "Prints the chain of evidence of a finding, incident or dispute: the report, the sentence with the words\n"
     "marked, who says so and through whom, the rule that found it and the row of the lexicon. ID is what\n"
     "attest show prints: a number within a report (f3, i1, d2; with several reports REPORT:f3) or a key.",
     "attest why --db=khartoum.db 1:f3\nattest why --db=khartoum.db --report=khartoum-2019-06-03-wire.txt f3 f4", why_opts, at_cmd_why},
    {"events", "[WORDS]...", "list who did what to whom, where and when",
     "Prints the events of the record by day, each with its id, the words that say it, and who says so. WORDS are\n"
     "looked for in the words of the findings: all of them, \"two words\" in quotes together, end* with any ending;\n"
     "case and accents do not count. The conditions of the options are joined by and.\n\n"
     "The columns of --format=csv and the keys of --format=jsonl are those of the SQL view of the same name in the\n"
     "record file, which any program that reads SQLite can ask directly.",
     "attest events --db=khartoum.db --type=ASSAULT --since=2019-06-03\nattest events --db=khartoum.db --actor=police --format=csv tear gas > gas.csv",
     event_opts, at_cmd_list},
    {"figures", "[WORDS]...", "list what was counted, with bounds and who counted", NULL, "attest figures --db=khartoum.db --type=killed", figure_opts, at_cmd_list},
    {"statements", "[WORDS]...", "list what was said, by whom", NULL, "attest statements --db=khartoum.db --source=doctors", saying_opts, at_cmd_list},
    {"demands", "[WORDS]...", "list what was demanded, by whom", NULL, "attest demands --db=khartoum.db", saying_opts, at_cmd_list},
    {"causes", "[WORDS]...", "list the reasons that were given", NULL, "attest causes --db=khartoum.db --format=jsonl", saying_opts, at_cmd_list},
    {"framings", "[WORDS]...", "list loaded names, and who uses them", NULL, "attest framings --db=khartoum.db", saying_opts, at_cmd_list},
    {"silences", "[WORDS]...", "list what is said to be unknown, cut off or unconfirmed", NULL, "attest silences --db=khartoum.db --type=cut", silence_opts, at_cmd_list},
    {"disputes", "", "list where accounts differ, each side with its words", NULL, "attest disputes --db=khartoum.db", dispute_opts, at_cmd_list},
    {"actors", "[WORDS]...", "list who is named", NULL, "attest actors --db=khartoum.db --limit=20", actor_opts, at_cmd_list},
    {"places", "[WORDS]...", "list where things are said to have happened", NULL, "attest places --db=khartoum.db --format=csv", place_opts, at_cmd_list},
    {"incidents", "[WORDS]...", "list happenings that reports tell of, each once, with the range of the dead", NULL, "attest incidents --db=khartoum.db --since=2019-06-03", incident_opts, at_cmd_list},
    {"series", "[WORDS]...", "list counts of one thing over time: updates and rivals", NULL, "attest series --db=khartoum.db --type=killed", incident_opts, at_cmd_list},
    {"export", "FORMAT [FOLDER]", "print the record in the shape of another tool",
     "acled: CSV with ACLED's columns and classes, one row an incident. ged: UCDP GED's columns, incidents with deaths,\n"
     "low, best and high. plover: JSON Lines with the keys of the PLOVER manual. polecat, cameo, gdelt: tables of those\n"
     "projects. geojson: events with a point. hxl: CSV with HXL tags. annotation: W3C Web Annotations of every finding.\n"
     "claimreview: schema.org claims. html: one page that needs nothing else; with the name of a new folder after it, all views\n"
     "and reports as linked pages that work without a server and without JavaScript.\n\n"
     "What people rejected or marked confidential stays out. docs/EXPORT.md states every rule.",
     "attest export acled --db=khartoum.db > khartoum.csv\nattest export geojson --db=khartoum.db --type=ASSAULT > attacks.geojson\nattest export html --db=khartoum.db khartoum-pages",
     export_opts, at_cmd_export},
    {"review", "[ID...]", "judge findings: accept, reject, correct, merge, split, grade",
     "Without an ID it goes through the findings that nobody judged yet, those in a dispute and the least sure ones\n"
     "first, and asks. Every judgement is written down with who, when, why, before and after, and none is ever changed;\n"
     "undo is a judgement too. Judgements stay with a finding when its report is read anew by a newer attest.",
     "attest review --db=khartoum.db\nattest review --db=khartoum.db 1:f3 --set=type=COERCE --who=ana --why='the text says detained'\n"
     "attest review --db=khartoum.db source:AFP --grade=B",
     review_opts, at_cmd_review},
    {"serve", "", "show the record as a page on this machine",
     "Prints the address of a page on which the record can be read, questioned and corrected: overview, timeline, map,\n"
     "figures, disputes, statements, reports with their findings marked, review with the keyboard, adding of files.\n"
     "A record that is not there yet is begun. The page answers only to this machine (127.0.0.1), asks nothing of any\n"
     "other, and runs until Ctrl-C. GET /api/v1 on it describes the same as JSON for programs.",
     "attest serve --db=khartoum.db --open\nattest serve --db=khartoum.db --port=8080 --who=ana", serve_opts, at_cmd_serve},
    {"check", "", "print how often people found the program right", NULL, "attest check --db=khartoum.db", db_opts, at_cmd_check},
    {"verify", "", "look whether the record is whole",
     "Checks the file, the hashes of the texts, the words under every finding, what judgements come to and the search\n"
     "index. Prints each fault and exits with 1 if there is one.",
     "attest verify --db=khartoum.db", db_opts, at_cmd_verify},
    {"backup", "FILE", "copy the whole record, while it is in use", NULL, "attest backup --db=khartoum.db khartoum-copy.db", db_opts, at_cmd_backup},
    {"erase", "", "erase a report, or a person's name, by law or request",
     "What is erased is gone from the file; a line with the day, who and why stays, without the content. An erased report\n"
     "is not taken in again. A name becomes stars in the kept texts, so that all other offsets stay; it is\n"
     "found as written, so erase each of its forms (the full name first, then the family name).",
     "attest erase --db=khartoum.db --report=3 --who=ana --why='request of 3 May'", erase_opts, at_cmd_erase},
    {"text", "[FILE|-]...", "print the text that a record's bytes count in",
     "Prints the kept text of each report: plain text as it came, with bytes that are not UTF-8 replaced; of a page its\n"
     "main text, without menus, comments, captions and the like, and before it, with a blank line behind them, its title\n"
     "and its day, authors and publisher as far as the page tells them. A live blog is cut into its posts, each a report\n"
     "of its own with its own time.",
     "attest text report.txt\nattest text --bare page.html", text_opts, at_cmd_text},
    {"search", "WORDS...", "print the sentences nearest in meaning to some words",
     "Looks through all sentences of the record for those that mean something like WORDS, in whatever words they say it, and\n"
     "prints the nearest first, each with its likeness (1: the same), its report and its bytes there. The words may be a whole\n"
     "sentence; the more they say, the better. --since and --until are days of publication. With --exact it looks for the words\n"
     "themselves. Sentences of records that attest read made without --with-vectors are only found with --exact.",
     "attest search --db=khartoum.db 'soldiers fired on the sit-in'\nattest events --db=khartoum.db --like='hospitals overwhelmed by the wounded' --limit=20",
     search_opts, at_cmd_list},
    {"log", "", "print what was added to the record, and when", NULL, "attest log --db=khartoum.db", log_opts, at_cmd_log},
    {NULL, NULL, NULL, NULL, NULL, NULL, NULL},
};
