/* who_span.c: which words of the report are names, and of what type: the engine's spans trimmed and completed from the tables. */
#include "find/who_namer.h"

static uint32_t outer_head(const at_analysis *an, uint32_t beg, uint32_t end)
{
    for (uint32_t t = beg; t < end; t++)
        if (an->tokens[t].head < (int32_t)beg || an->tokens[t].head >= (int32_t)end)
            return t;
    return beg;
}

/* Takes titles off the front of a person's name; a name is never all title. */
static void trim_title(const at_ctx *c, at_known *k)
{
    k->title_beg = k->beg;
    for (int turn = 0; turn < 3; turn++) {
        uint32_t most = 0;
        for (uint32_t n = 1; n <= 6 && k->beg + n < k->end; n++) {
            at_title t = at__who_title(c, k->beg, k->beg + n);
            if (t.kind && t.kind != AT_T_KIN && (t.kind != AT_T_HONORIFIC || n > 1 || k->end - k->beg > 1)) {
                most = n;
                if (t.gender)
                    k->gender = (uint8_t)t.gender;
            }
        }
        if (!most)
            return;
        k->beg += most;
    }
}

/* A capital and then small letters: a word of a name, not of a line in capitals. */
static bool capital(const at_token *t)
{
    return t->form.n > 1 && t->form.p[0] >= 'A' && t->form.p[0] <= 'Z' && t->form.p[1] >= 'a' && t->form.p[1] <= 'z';
}

static void add(at_ctx *c, uint32_t beg, uint32_t end, uint8_t type)
{
    at_who *w = at__who(c);
    const at_token *t = c->an->tokens;
    while (beg < end && (t[beg].upos == AT_DET || t[beg].upos == AT_PUNCT || at_eq(t[beg].lower, AT_S("the"))))
        beg++;
    while (end > beg && (t[end - 1].upos == AT_PUNCT || t[end - 1].rel == AT_R_CASE) && !at_eq(t[end - 1].form, AT_S(".")) &&
           !at_eq(t[end - 1].form, AT_S(")")))
        end--;
    if (beg >= end)
        return;
    /* the engine's span stops short: "[Presidential] Archives", "[Central Committee of Sudan] Doctors" */
    while (type == AT_N_ORG && end < c->an->ntokens && (t[end].upos == AT_PROPN || (t[end].upos == AT_NOUN && capital(&t[end]))) && !t[end].name && t[end].sent == t[beg].sent && end - beg < 8 &&
           t[outer_head(c->an, beg, end)].head == (int32_t)end && !at__who_title(c, end, end + 1).kind)
        end++;
    at_known k = {.beg = beg, .end = end, .type = type, .ent = -1, .title_beg = beg};
    at_str iso;
    if (type == AT_N_PER && end > beg + 1 && at__who_state_words(c, beg, end, &iso, NULL)) /* "Nur Sultan" */
        k.type = type = AT_N_LOC;
    if (type == AT_N_PER)
        trim_title(c, &k);
    k.head = outer_head(c->an, k.beg, k.end);
    for (uint32_t i = k.beg; i < k.end; i++)
        w->name_of[i] = (int32_t)w->names.n;
    *at_push(c->mem, &w->names) = k;
}

/* A name that the engine missed: known to the tables, or a word written as a name after a title. Returns its end, or beg. */
static uint32_t missed(at_ctx *c, uint32_t beg)
{
    const at_token *t = c->an->tokens;
    uint32_t last = c->an->sents[t[beg].sent].end;
    at_str iso;
    if (t[beg].upos != AT_PROPN || t[beg].name)
        return beg;
    for (uint32_t n = 6; n > 0; n--) {
        uint32_t end = beg + n;
        if (end > last || t[end - 1].name)
            continue;
        at_country_word k = at__who_state_words(c, beg, end, &iso, NULL);
        bool body = at__who_body(c, beg, end).name.n != 0;
        if (k == AT_CW_NAME || k == AT_CW_CAPITAL || k == AT_CW_SEAT || body) {
            add(c, beg, end, body ? AT_N_ORG : AT_N_LOC);
            return end;
        }
    }
    uint32_t tb;
    if (beg > c->an->sents[t[beg].sent].beg && at__who_title_before(c, c->an->sents[t[beg].sent].beg, beg, &tb).kind && !at__who_title(c, beg, beg + 1).kind) {
        uint32_t end = beg + 1;
        while (end < last && t[end].upos == AT_PROPN && !t[end].name && end - beg < 5)
            end++;
        add(c, beg, end, AT_N_PER);
        return end;
    }
    return beg;
}

static void collect(at_ctx *c)
{
    const at_analysis *an = c->an;
    for (uint32_t t = 0; t < an->ntokens;) {
        if (an->tokens[t].name) {
            const at_name *n = &an->names[an->tokens[t].name - 1];
            uint32_t end = n->end > t ? n->end : t + 1;
            if (n->type >= AT_N_PER && n->type <= AT_N_MISC && n->type != AT_N_DATE)
                add(c, t, end, n->type);
            t = end;
            continue;
        }
        if (at__who(c)->name_of[t] >= 0) {
            t++;
            continue;
        }
        uint32_t end = missed(c, t);
        t = end > t ? end : t + 1;
    }
}

/*
 * One type for all names of the same words: what the tables say, else a body where it once stood in brackets after a body
 * ("Center for Human Rights (Cenidh)"), else the type it was most often taken for.
 */
static void settle_types(at_ctx *c)
{
    at_who *w = at__who(c);
    at_map at;
    size_t n = w->names.n;
    uint16_t(*votes)[8] = at_alloc_n(c->mem, sizeof *votes, n + 1);
    uint32_t *group = at_new(c->mem, uint32_t, n + 1), ngroups = 0;
    at_map_init(&at, c->mem);
    for (size_t i = 0; i < n; i++) {
        char buf[AT_KEY_MAX];
        const at_known *k = &w->names.p[i];
        at_str key = at__who_key(c->an, k->beg, k->end, buf);
        uint32_t *g = at_map_at(&at, at_arena_str(c->mem, key));
        if (*g == AT_NONE)
            *g = ngroups++;
        group[i] = *g;
        bool bracket = i && k->beg && at_eq(c->an->tokens[k->beg - 1].form, AT_S("(")) && w->names.p[i - 1].end + 1 == k->beg && w->names.p[i - 1].type == AT_N_ORG;
        if (k->type < 8 && votes[*g][k->type] < 60000)
            votes[*g][bracket ? AT_N_ORG : k->type] = (uint16_t)(votes[*g][bracket ? AT_N_ORG : k->type] + (bracket ? 5000 : 1));
    }
    at_map surnames;
    at_map_init(&surnames, c->mem);
    for (size_t i = 0; i < n; i++)
        if (w->names.p[i].type == AT_N_PER && w->names.p[i].end > w->names.p[i].beg + 1)
            at_map_set(&surnames, c->an->tokens[w->names.p[i].end - 1].lower, 1);
    for (size_t i = 0; i < n; i++) {
        at_known *k = &w->names.p[i];
        const uint16_t *v = votes[group[i]];
        uint8_t best = k->type;
        for (uint8_t t = AT_N_PER; t <= AT_N_MISC; t++)
            if (v[t] > v[best])
                best = t;
        if (at__who_body(c, k->beg, k->end).name.n && (k->end > k->beg + 1 || at_map_get(&surnames, c->an->tokens[k->beg].lower) == AT_NONE))
            best = AT_N_ORG;
        if (best != AT_N_NORP && k->type != AT_N_NORP && k->title_beg == k->beg)
            k->type = best;
    }
}

void at__who_spans(at_ctx *c)
{
    collect(c);
    settle_types(c);
}
