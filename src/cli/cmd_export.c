/* attest export FORMAT: the record in the shapes of other tools. */
#include "cmd.h"

#include "out.h"
#include "record.h"
#include <string.h>

static const char *const formats[] = {
    [AT_ACLED] = "acled",     [AT_GED] = "ged",         [AT_PLOVER] = "plover",         [AT_POLECAT] = "polecat", [AT_CAMEO] = "cameo", [AT_GDELT] = "gdelt",
    [AT_GEOJSON] = "geojson", [AT_HXL] = "hxl", [AT_ANNOTATION] = "annotation", [AT_CLAIMREVIEW] = "claimreview", [AT_HTML] = "html",
};

/* HTML as a folder of pages. */
static int folder(const at_vals *v, at_store *s, const char *dir, const at_filter *f)
{
    at_err err = {0};
    size_t pages;
    at_code rc = at_store_site(s, dir, f, &pages, &err);
    at_store_close(s);
    if (rc != AT_OK) {
        at_say_err(rc == AT_EDB ? v->db : dir, &err);
        return EXIT_ERROR;
    }
    at_say("%zu pages; open %s/index.html", pages, dir);
    return EXIT_DONE;
}

int at_cmd_export(const at_cmd *cmd, const at_vals *v, char **files)
{
    at_err err = {0};
    at_export_count count;
    size_t k = 0, n = sizeof formats / sizeof *formats;
    while (files[0] && k < n && strcmp(formats[k], files[0]) != 0)
        k++;
    if (!files[0] || (files[1] && (k != AT_HTML || files[2])) || k == n) {
        at_say("%s needs one format: acled, ged, plover, polecat, cameo, gdelt, geojson, hxl, annotation, claimreview or html", cmd->name);
        return EXIT_ERROR;
    }
    at_filter f = {.report = at_arg(v->report), .since = at_arg(v->since), .until = at_arg(v->until), .place = at_arg(v->place),
                   .actor = at_arg(v->actor),   .source = at_arg(v->source), .type = at_arg(v->type)};
    at_store *s = at_record_open(v);
    if (!s)
        return EXIT_ERROR;
    if (files[1])
        return folder(v, s, files[1], &f);
    at_code rc = at_store_export(s, (at_export_format)k, &f, at_record_write, NULL, &count, &err);
    at_store_close(s);
    if (rc != AT_OK) {
        at_say_err(v->db, &err);
        return EXIT_ERROR;
    }
    if (count.outside)
        at_say("%zu rows; %zu findings have no place in this format (docs/EXPORT.md says why)", count.rows, count.outside);
    return count.rows ? EXIT_DONE : EXIT_NONE;
}
