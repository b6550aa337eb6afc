/*
 * happened.h: one event of the record with all that exports ask for: who, whom, where, when, how many came to harm, who says
 * so, at which bytes. Strings live until the next event.
 */
#ifndef AT_EXPORT_HAPPENED_H
#define AT_EXPORT_HAPPENED_H
#include "base/arena.h"
#include "base/vec.h"
#include "export/cell.h"
#include "store/store.h"

typedef struct {
    at_str name;    /* fullest name, or the words if nothing is named */
    at_str words;
    at_str type;    /* person, group, org, ...; "" not known */
    at_str country; /* ISO 3166-1 alpha-3 */
    at_str sector;  /* PLOVER's */
    at_str role;
} at_side;

/* Bounds of one kind of harm over all figures of the incident: AT_UNKNOWN where no figure says. */
typedef struct {
    int64_t low, best, high; /* lowest and highest that any source gives, and of the surest figure the low bound */
    size_t figures;
    at_str words;            /* the figures' words, joined by " / " */
    at_str source;           /* who counted, of the surest figure */
} at_harm;

typedef struct {
    int64_t n, pos; /* of report and finding */
    at_str id, key, incident;
    at_str type, mode, measure, phase, cameo;
    at_str from, to, precision; /* ISO days; "" not known */
    at_side *actors, *recipients;
    size_t nactors, nrecipients;
    at_str place, where, country, admin1;
    int64_t geonames, place_precision; /* 0: no place; precision as UCDP GED */
    double lat, lon;
    bool has_point;
    at_str stance, source; /* "AFP < the minister" */
    at_str words, report, url, publisher, published, language, title, report_id;
    int64_t beg, end;
    double confidence;
    at_harm killed, injured;
} at_happened;

/* What an exporter gets: where to write, what to count. */
typedef struct {
    at_store *store;
    at_buf *out;
    at_arena *mem;
    at_export_count *count;
} at_exporting;

/* A format: head and foot may be NULL; put writes one event or counts it as outside. */
typedef struct {
    void (*head)(at_exporting *x);
    void (*put)(at_exporting *x, const at_happened *e);
    void (*foot)(at_exporting *x);
    bool all_stances; /* also acts denied, hypothetical, planned, demanded */
    bool each;        /* every finding, not one an incident */
} at_shape;

extern const at_shape at_shape_acled, at_shape_ged, at_shape_plover, at_shape_polecat, at_shape_cameo, at_shape_gdelt, at_shape_geojson, at_shape_hxl;

/* Gives each event that f chooses to shape->put. */
at_code at_happened_each(at_exporting *x, const at_filter *f, const at_shape *shape, int (*write)(void *user, at_str piece), void *user, at_err *err);

/* Rows of data/states.tsv. */
typedef struct {
    at_str code, alpha2, numeric, name, gwno, region;
} at_state;
at_state at_state_of(at_str code); /* all empty if there is none */

typedef enum { AT_WHO_NOBODY, AT_WHO_STATE, AT_WHO_REBEL, AT_WHO_MILITIA, AT_WHO_RIOTERS, AT_WHO_PROTESTERS, AT_WHO_CIVILIANS, AT_WHO_EXTERNAL } at_inter;
/* ACLED's interaction class of a side in an event of this country and type. */
at_inter at_inter_of(const at_side *s, const at_happened *e, bool doer);
#endif
