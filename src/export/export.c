/* The record in the shapes of other tools. */
#include "export/annotation.h"

#include "base/err.h"
#include "base/str.h"

static const at_shape *const shapes[] = {
    [AT_ACLED] = &at_shape_acled, [AT_GED] = &at_shape_ged,     [AT_PLOVER] = &at_shape_plover,   [AT_POLECAT] = &at_shape_polecat,
    [AT_CAMEO] = &at_shape_cameo, [AT_GDELT] = &at_shape_gdelt, [AT_GEOJSON] = &at_shape_geojson, [AT_HXL] = &at_shape_hxl,
};

static at_code run(at_exporting *x, at_export_format format, const at_filter *f, int (*write)(void *user, at_str piece), void *user, at_err *err)
{
    if (format == AT_ANNOTATION || format == AT_CLAIMREVIEW)
        return at_annotations(x, f, format == AT_CLAIMREVIEW, write, user, err);
    if (format == AT_HTML)
        return at_html_page(x, f, write, user, err);
    const at_shape *shape = shapes[format];
    if (shape->head)
        shape->head(x);
    at_code code = at_happened_each(x, f, shape, write, user, err);
    if (code == AT_OK && shape->foot)
        shape->foot(x);
    return code;
}

at_code at_store_export(at_store *s, at_export_format format, const at_filter *f, int (*write)(void *user, at_str piece), void *user,
                        at_export_count *count, at_err *err)
{
    jmp_buf fail;
    at_arena mem;
    at_buf out = {0};
    *count = (at_export_count){0};
    at_arena_init(&mem, 64 << 20, &fail);
    at_exporting x = {s, &out, &mem, count};
    int jump = setjmp(fail);
    at_code code = jump ? at_fail(err, (at_code)jump, "out of memory") : run(&x, format, f, write, user, err);
    if (code == AT_OK && out.bad)
        code = at_fail(err, AT_ENOMEM, "out of memory");
    if (code == AT_OK && out.n)
        (void)write(user, (at_str){out.p, out.n});
    at_buf_release(&out);
    at_arena_release(&mem);
    return code;
}
