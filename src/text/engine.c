#include "text/engine.h"

#include "base/err.h"

at_code at_engine_open(at_engine **out, const char *path, const char *kernel, at_err *err)
{
    (void)kernel;
    *out = NULL;
    return at_fail(err, AT_ENOTFOUND, "%s: no engine yet", path);
}

void at_engine_close(at_engine *e)
{
    (void)e;
}

const char *at_engine_kernel(const at_engine *e)
{
    (void)e;
    return "none";
}

const char *at_engine_name(const at_engine *e)
{
    (void)e;
    return "none";
}

void at_engine_run(const at_engine *e, at_analysis *out, at_arena *mem, at_str text)
{
    (void)e;
    (void)mem;
    memset(out, 0, sizeof *out);
    out->text = text;
}

void at_engine_run_words(const at_engine *e, at_analysis *out, at_arena *mem, const at_str *const *words, const uint32_t *counts, uint32_t nsents)
{
    (void)words;
    (void)counts;
    (void)nsents;
    at_engine_run(e, out, mem, (at_str){"", 0});
}
