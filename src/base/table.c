#include "table.h"

#include "err.h"
#include "str.h"
#include "vec.h"

at_code at_table_parse(at_table *t, at_arena *mem, at_str name, at_str text, at_err *err)
{
    AT_VEC(at_str) cells = {0};
    AT_VEC(uint32_t) lines = {0};
    at_str line, cell;
    uint32_t no = 0;
    memset(t, 0, sizeof *t);
    t->name = name;
    if (!text.p)
        text.p = "";
    while (at_cut(&text, '\n', &line)) {
        no++;
        if (at_ends(line, AT_S("\r")))
            line.n--;
        if (!at_trim(line).n || line.p[0] == '#')
            continue;
        if (!t->ncols) {
            AT_VEC(at_str) cols = {0};
            while (at_cut(&line, '\t', &cell))
                *at_push(mem, &cols) = at_trim(cell);
            t->cols = cols.p;
            t->ncols = (uint32_t)cols.n;
            continue;
        }
        uint32_t k = 0;
        while (at_cut(&line, '\t', &cell)) {
            if (k++ == t->ncols)
                return at_fail(err, AT_EPARSE, "%.*s:%u: more cells than the %u columns of the first line", AT_FMT(name), no, t->ncols);
            cell = at_trim(cell);
            *at_push(mem, &cells) = at_eq(cell, AT_S("-")) ? (at_str){"", 0} : cell;
        }
        for (; k < t->ncols; k++)
            *at_push(mem, &cells) = (at_str){"", 0};
        *at_push(mem, &lines) = no;
    }
    t->cells = cells.p;
    t->lines = lines.p;
    t->nrows = (uint32_t)lines.n;
    return AT_OK;
}

uint32_t at_table_col(const at_table *t, const char *name)
{
    for (uint32_t c = 0; c < t->ncols; c++) /* asked often: lengths are counted of likely names only */
        if (t->cols[c].n && t->cols[c].p[0] == name[0] && at_eq(t->cols[c], at_strz(name)))
            return c;
    return AT_NONE;
}

at_str at_cell(const at_table *t, uint32_t r, uint32_t c)
{
    return c == AT_NONE ? (at_str){"", 0} : t->cells[(size_t)r * t->ncols + c];
}
