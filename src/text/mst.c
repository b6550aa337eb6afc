#include "text/mst.h"

/*
 * The greedy choice is the best tree when it is one. Otherwise: arcs from the root are made dearer by a constant larger
 * than any sum of scores, so that the best arborescence has one of them (Stanojevic and Cohen 2021, "A root of a
 * problem"), and it is found by contraction in Tarjan's manner: a path of best incoming arcs grows until it closes a
 * cycle, which becomes one node; once all is one node, the arcs are expanded from the root.
 */

enum { IDS = 2 * AT__NODES, NOBODY = 0xFFFF };
#define DEAR 1e9
#define NEVER -1e15

static bool greedy(const float *s, size_t ld, uint32_t n, uint8_t *heads)
{
    uint32_t roots = 0;
    heads[0] = 0;
    for (uint32_t d = 1; d < n; d++) {
        uint32_t best = d == 1 ? 0 : d - 1;
        for (uint32_t h = 0; h < n; h++)
            if (h != d && s[d * ld + h] > s[d * ld + best])
                best = h;
        heads[d] = (uint8_t)best;
        roots += best == 0;
    }
    if (roots != 1)
        return false;
    uint8_t seen[AT__NODES] = {0}; /* number of the walk that came by; those before it reached the root */
    uint8_t walk = 0;
    for (uint32_t d = 1; d < n; d++) {
        walk++;
        uint32_t x = d;
        while (x && !seen[x]) {
            seen[x] = walk;
            x = heads[x];
        }
        if (x && seen[x] == walk)
            return false;
    }
    return true;
}

typedef struct {
    at__mst *m;
    uint32_t n, ids, nalive, npath;
    uint16_t parent[IDS], kids[IDS], next[IDS]; /* forest of contractions: first child, next sibling */
    uint8_t in_dep[IDS], in_head[IDS];          /* the best arc into each id */
    double in_w[AT__NODES];                     /* its score, by slot */
    uint16_t id[AT__NODES];                     /* of each slot */
    uint8_t alive[AT__NODES], path[AT__NODES];
    bool on_path[AT__NODES];
} state;

static uint32_t best_head(const state *s, uint32_t slot)
{
    uint32_t best = AT__NODES;
    for (uint32_t k = 0; k < s->nalive; k++) {
        uint32_t h = s->alive[k];
        if (h != slot && (best == AT__NODES || s->m->w[slot][h] > s->m->w[slot][best]))
            best = h;
    }
    return best;
}

static void take(state *s, uint32_t a, uint32_t b, uint32_t d, uint32_t h, double w)
{
    at__mst *m = s->m;
    m->w[a][b] = w;
    m->dep[a][b] = m->dep[d][h];
    m->head[a][b] = m->head[d][h];
}

/* The slots of the path from position `from` on become one node in the first of them. */
static void contract(state *s, uint32_t from)
{
    at__mst *m = s->m;
    uint32_t keep = s->path[from], id = s->ids++;
    s->kids[id] = s->parent[id] = s->next[id] = NOBODY;
    for (uint32_t i = from; i < s->npath; i++) {
        uint16_t kid = s->id[s->path[i]];
        s->parent[kid] = (uint16_t)id;
        s->next[kid] = s->kids[id];
        s->kids[id] = kid;
        s->on_path[s->path[i]] = true;
    }
    for (uint32_t k = 0; k < s->nalive; k++) {
        uint32_t x = s->alive[k];
        if (s->on_path[x]) {
            bool inside = false;
            for (uint32_t i = from; i < s->npath; i++)
                inside = inside || s->path[i] == x;
            if (inside)
                continue;
        }
        m->w[keep][x] -= s->in_w[keep];
        for (uint32_t i = from + 1; i < s->npath; i++) {
            uint32_t c = s->path[i];
            double enter = m->w[c][x] - s->in_w[c];
            if (enter > m->w[keep][x])
                take(s, keep, x, c, x, enter);
            if (m->w[x][c] > m->w[x][keep])
                take(s, x, keep, x, c, m->w[x][c]);
        }
    }
    uint32_t left = 0;
    for (uint32_t k = 0; k < s->nalive; k++) {
        bool gone = false;
        for (uint32_t i = from + 1; i < s->npath; i++)
            gone = gone || s->path[i] == s->alive[k];
        if (!gone)
            s->alive[left++] = s->alive[k];
    }
    for (uint32_t i = from + 1; i < s->npath; i++)
        s->on_path[s->path[i]] = false;
    s->nalive = left;
    s->npath = from + 1;
    s->id[keep] = (uint16_t)id;
}

static void grow(state *s)
{
    s->path[0] = 0;
    s->npath = 1;
    s->on_path[0] = true;
    while (s->nalive > 1) {
        uint32_t top = s->path[s->npath - 1], h = best_head(s, top);
        s->in_dep[s->id[top]] = s->m->dep[top][h];
        s->in_head[s->id[top]] = s->m->head[top][h];
        s->in_w[top] = s->m->w[top][h];
        if (!s->on_path[h]) {
            s->on_path[h] = true;
            s->path[s->npath++] = (uint8_t)h;
            continue;
        }
        uint32_t from = s->npath - 1;
        while (s->path[from] != h)
            from--;
        contract(s, from);
    }
}

/* Takes node v out of all contractions around it; the other parts of each wait for their arcs. */
static uint32_t dismantle(state *s, uint32_t v, uint16_t *stack, uint32_t n)
{
    uint32_t u = v;
    while (s->parent[u] != NOBODY) {
        uint32_t up = s->parent[u];
        for (uint32_t k = s->kids[up]; k != NOBODY; k = s->next[k]) {
            s->parent[k] = NOBODY;
            if (k != u)
                stack[n++] = (uint16_t)k;
        }
        u = up;
    }
    return n;
}

static void expand(state *s, uint8_t *heads)
{
    uint16_t stack[IDS];
    uint32_t n = dismantle(s, 0, stack, 0);
    while (n) {
        uint32_t c = stack[--n];
        heads[s->in_dep[c]] = s->in_head[c];
        n = dismantle(s, s->in_dep[c], stack, n);
    }
    heads[0] = 0;
}

void at__tree(at__mst *m, const float *scores, size_t ld, uint32_t n, uint8_t *heads)
{
    if (greedy(scores, ld, n, heads))
        return;
    state s = {.m = m, .n = n, .ids = n, .nalive = n};
    for (uint32_t d = 0; d < n; d++) {
        s.id[d] = (uint16_t)d;
        s.alive[d] = (uint8_t)d;
        s.parent[d] = s.kids[d] = s.next[d] = NOBODY;
        for (uint32_t h = 0; h < n; h++) {
            double w = (double)scores[d * ld + h];
            if (!(w > -1e6 && w < 1e6))
                w = -1e6;
            m->w[d][h] = d == 0 ? NEVER : h == 0 ? w - DEAR : w;
            m->dep[d][h] = (uint8_t)d;
            m->head[d][h] = (uint8_t)h;
        }
    }
    grow(&s);
    expand(&s, heads);
}
