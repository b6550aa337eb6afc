/*
 * account.h: records read back from their JSON (docs/FORMAT.md), ready to be laid out: names instead of ids, days as
 * numbers. All strings are views into the JSON handed in, which must outlive the account. A key that is missing or has
 * the wrong type counts as absent: records of other versions can be shown.
 */
#ifndef AT_EXPORT_ACCOUNT_H
#define AT_EXPORT_ACCOUNT_H
#include "base/vec.h"
#include "find/finding.h"
#include "read/source.h"
#include <jansson.h>

typedef struct {
    at_str name, role, kind;
    at_span cue, span; /* empty: not known */
} at_voice;

typedef struct {
    at_str name, country, admin1;
    double lat, lon;
    int64_t geonames; /* 0: not resolved */
    int precision;
} at_spot;

typedef AT_VEC(at_str) at_strs;

typedef struct {
    uint32_t report; /* index into at_account.reports */
    at_kind kind;
    at_str id, key, incident, head, rule, row;
    at_span span;
    at_voice *voices; /* [nvoices] from the one the report quotes to the one who said it first */
    size_t nvoices;
    at_str stance;
    bool negated, direct;
    bool carried;     /* its words stand in the report that this one carries: no source of its own */
    int32_t from, to; /* AT_NODAY: not known; `to` unknown with a known `from`: still going on */
    at_str precision;
    at_span date_span;
    const at_spot *spot; /* or NULL */
    at_str where;
    double confidence;
    at_str type, mode, measure, phase;              /* event; type also of a silence */
    at_strs who, whom;                              /* doers or demanders; those it is done to */
    at_str what, counted, qualifier, unit, part_of; /* figure */
    int64_t low, high;                              /* AT_NOBOUND: open */
    at_str text;                                    /* demand, cause, framing: the words; silence: what about */
    at_str of;                                      /* cause: the effect; framing: who is named so */
} at_entry;

typedef struct {
    at_strs findings; /* ids */
    at_str who;
} at_side;

typedef struct {
    uint32_t report;
    at_str id, type;
    AT_VEC(at_side) sides;
} at_split;

typedef struct {
    uint32_t number; /* of the report in its record file, from 1; 0: it stands alone */
    at_str id, name, url, publisher, published, title, text, source_sha256;
    at_strs byline;
    int64_t bytes;
    uint32_t beg, end; /* its entries */
    AT_VEC(at_str) problems;
    AT_VEC(at_way) ways; /* from the kept text to the bytes it came as; empty: the same */
    at_str within;       /* file that holds it among others, and where it begins there */
    int64_t within_byte;
    uint32_t copy_of; /* number of the report whose text it carries; 0: a text of its own */
    double copied;    /* share of the shorter text that both have */
    uint32_t carried; /* entries that the other report has too */
} at_told;

typedef struct {
    AT_VEC(at_told) reports;
    AT_VEC(at_entry) entries;
    AT_VEC(at_split) splits;
} at_account;

/* Adds one record. number: see at_told. Errors: AT_EPARSE (no record: "report" or "findings" is missing). */
AT_MUST_USE at_code at_account_add(at_account *a, at_arena *mem, const json_t *record, uint32_t number, at_err *err);
/* The text of a span of the entry's report, or an empty string if the record came without text. */
at_str at_account_words(const at_account *a, const at_entry *e, at_span span);
/* The entry with that id in a report, or NULL. */
const at_entry *at_account_entry(const at_account *a, uint32_t report, at_str id);
#endif
