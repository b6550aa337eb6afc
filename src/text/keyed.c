#include "text/keyed.h"

#include "base/data.h"
#include "base/str.h"

void at__keyed_load(at__keyed_weights *w, at_arena *mem, const char *file)
{
    at_str text = at_data(file), line, key;
    uint32_t lines = 0;
    memset(w, 0, sizeof *w);
    at_map_init(&w->at, mem);
    for (size_t i = 0; i < text.n; i++)
        lines += text.p[i] == '\n';
    w->of = at_new(mem, int32_t, lines + 1);
    while (text.n && at_cut(&text, '\n', &line)) {
        int64_t v;
        if (!line.n || line.p[0] == '#' || !at_cut(&line, '\t', &key) || !at_to_i64(line, &v))
            continue;
        w->of[w->n] = (int32_t)v;
        at_map_set(&w->at, key, w->n++);
    }
}

int32_t at__keyed(const at__keyed_weights *w, at_str key)
{
    uint32_t i = at_map_get(&w->at, key);
    return i == AT_NONE ? 0 : w->of[i];
}

int32_t at__keyed_take(at__keyed_weights *w, at_str key)
{
    uint32_t i = at_map_get(&w->at, key);
    int32_t v = i == AT_NONE ? 0 : w->of[i];
    if (i != AT_NONE)
        w->of[i] = 0;
    return v;
}
