/* The table of commands and options: all that parser, help, manual pages and completions know. */
#include "cmd.h"

#define FLAG(letter, name, field, help) {letter, name, OPT_FLAG, offsetof(at_vals, field), NULL, NULL, help}
#define TEXT(name, field, arg, help) {0, name, OPT_TEXT, offsetof(at_vals, field), arg, NULL, help}
#define ONEOF(name, field, words, preset, help) {0, name, OPT_ONEOF, offsetof(at_vals, field), words, preset, help}
#define END {0, NULL, OPT_FLAG, 0, NULL, NULL, NULL}

#define FROM ONEOF("from", from, "auto|text|jsonl", "auto", "what the files hold")
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

static const at_opt read_opts[] = {
    FROM,
    ONEOF("format", format, "text|jsonl", NULL, "text for people, or one record a line (default: text on a terminal, else jsonl)"),
    PUBLISHED,
    PUBLISHER,
    FLAG(0, "with-text", with_text, "put the kept text of each report into its record"),
    DATA,
    CODEBOOK,
    THREADS,
    COLOR,
    QUIET,
    END,
};
static const at_opt text_opts[] = {FROM, END};
const at_cmd at_cmds[] = {
    {"read", "[FILE|-]...", "read reports and print what they say, by whom, at which bytes",
     "Reads plain text files (one report each) or JSON Lines (one report a line, with the keys name, url,\n"
     "publisher, byline, published, language, title and text; only text is needed) and prints one record a\n"
     "report. Nothing is kept. The order is that of the input and the bytes are the same for any number of\n"
     "threads.\n\n"
     "A report that cannot be read well is read as far as it goes; what is wrong with it stands in its record\n"
     "under \"problems\". Relative dates (\"last night\") need the publication day: from --published, from the\n"
     "JSON, or from a dateline in the text.",
     "attest read report.txt --published=2022-01-06\nattest read --format=jsonl reports/*.txt > records.jsonl\n"
     "zcat reports.jsonl.gz | attest read --from=jsonl --format=jsonl - | jq '.findings[].kind'",
     read_opts, at_cmd_read},
    {"text", "[FILE|-]...", "print the text that a record's bytes count in",
     "Prints the kept text of each report: the text as it came, with bytes that are not UTF-8 replaced.",
     "attest text report.txt", text_opts, at_cmd_text},
    {NULL, NULL, NULL, NULL, NULL, NULL, NULL},
};
