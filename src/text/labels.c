#include "text/labels.h"

static const struct {
    const char *feat;
    uint32_t bit;
} FEATS[] = {{"Number=Plur", AT_F_PLUR},   {"Number=Ptan", AT_F_PLUR}, {"Number=Sing", AT_F_SING},   {"Tense=Past", AT_F_PAST},
             {"Tense=Pres", AT_F_PRES},    {"VerbForm=Fin", AT_F_FIN}, {"VerbForm=Inf", AT_F_INF},   {"VerbForm=Part", AT_F_PART},
             {"VerbForm=Ger", AT_F_GER},   {"Voice=Pass", AT_F_PASS},  {"Mood=Imp", AT_F_IMP},       {"Polarity=Neg", AT_F_NEG},
             {"Person=1", AT_F_P1},        {"Person=2", AT_F_P2},      {"Person=3", AT_F_P3},        {"Gender=Masc", AT_F_MASC},
             {"Gender=Fem", AT_F_FEM},     {"Gender=Neut", AT_F_NEUT}, {"Definite=Def", AT_F_DEF},   {"Definite=Ind", AT_F_IND},
             {"Poss=Yes", AT_F_POSS},      {"PronType=Rel", AT_F_REL}, {"PronType=Dem", AT_F_DEM},   {"NumType=Ord", AT_F_ORD},
             {"Degree=Sup", AT_F_SUP},     {"Degree=Cmp", AT_F_CMP}};

uint32_t at__feats_bits(at_str label)
{
    uint32_t bits = 0;
    at_str part;
    while (label.n && at_cut(&label, '|', &part))
        for (size_t i = 0; i < sizeof FEATS / sizeof *FEATS; i++)
            if (at_eq(part, at_strz(FEATS[i].feat)))
                bits |= FEATS[i].bit;
    return bits;
}

static uint8_t upos_of(at_str l)
{
    for (uint8_t u = 0; u <= AT_VERB; u++)
        if (at_eq(l, at_strz(at_upos_name((at_upos)u))))
            return u;
    return AT_X;
}

/* A subtype unknown here falls back to its relation: "obl:xyz" is obl. */
static uint8_t rel_of(at_str l)
{
    at_str rest = l, plain;
    for (uint8_t r = 0; r < AT_R_COUNT; r++)
        if (at_eq(l, at_strz(at_rel_name((at_rel)r))))
            return r;
    if (at_index_char(l, ':', 0) != SIZE_MAX && at_cut(&rest, ':', &plain))
        return rel_of(plain);
    return AT_R_DEP;
}

static uint8_t name_of(at_str l)
{
    static const char *const names[] = {"", "PER", "ORG", "LOC", "NORP", "DATE", "MISC", "MONEY"};
    for (uint8_t t = 1; t < sizeof names / sizeof *names; t++)
        if (at_eq(l, at_strz(names[t])))
            return t;
    return AT_N_NONE;
}

static uint8_t args_of(at_str l)
{
    static const char *const names[] = {"", "ACTOR", "RECIPIENT", "WHO", "SOURCE", "PLACE", "DATE"};
    for (uint8_t k = 1; k < sizeof names / sizeof *names; k++)
        if (at_eq(l, at_strz(names[k])))
            return k;
    return AT_EA_NONE;
}

static at__role_label role_of(at_str l)
{
    at__role_label r = {0};
    r.reference = at_starts(l, AT_S("R-"));
    r.continuation = at_starts(l, AT_S("C-"));
    if (r.reference || r.continuation)
        l = at_sub(l, 2, l.n);
    for (uint8_t i = 1; i < AT_ROLE_COUNT; i++)
        if (at_eq(l, at_strz(at_role_name((at_role)i))))
            r.role = i;
    return r;
}

/* "l|1|y", "k|0|", "=|be" (docs/WEIGHTS.md). */
static at__script script_of(at_str l)
{
    at__script s = {.kind = l.n ? l.p[0] : 'l'};
    at_str kind, cut;
    if (!at_cut(&l, '|', &kind))
        return s;
    if (s.kind != '=') {
        int64_t n = 0;
        if (!at_cut(&l, '|', &cut) || !at_to_i64(cut, &n) || n < 0 || n > 200)
            return (at__script){.kind = 'l'};
        s.cut = (uint8_t)n;
    }
    s.add = l.p ? l : (at_str){"", 0};
    return s;
}

void at__labels_map(at_engine *e, const at__head *rel)
{
    at_arena *a = &e->mem;
    e->upos_of = at_new(a, uint8_t, e->upos.n);
    for (uint32_t i = 0; i < e->upos.n; i++)
        e->upos_of[i] = upos_of(e->upos.labels[i]);
    e->rel_of = at_new(a, uint8_t, rel->n);
    for (uint32_t i = 0; i < rel->n; i++)
        e->rel_of[i] = rel_of(rel->labels[i]);
    e->ner_of = at_new(a, uint8_t, e->ner.n / 2);
    for (uint32_t i = 1; i < e->ner.n; i += 2)
        e->ner_of[i / 2] = name_of(at_sub(e->ner.labels[i], 2, SIZE_MAX));
    e->args_of = at_new(a, uint8_t, e->args.n / 2);
    for (uint32_t i = 1; i < e->args.n; i += 2)
        e->args_of[i / 2] = args_of(at_sub(e->args.labels[i], 2, SIZE_MAX));
    e->event_of = at_new(a, uint8_t, e->event.n);
    for (uint32_t i = 0; i < e->event.n; i++)
        e->event_of[i] = (uint8_t)at_event_type_of(e->event.labels[i]);
    e->feats_of = at_new(a, uint32_t, e->feats.n);
    for (uint32_t i = 0; i < e->feats.n; i++)
        e->feats_of[i] = at__feats_bits(e->feats.labels[i]);
    e->role_of = at_new(a, at__role_label, e->role.n / 2);
    for (uint32_t i = 1; i < e->role.n; i += 2)
        e->role_of[i / 2] = role_of(at_sub(e->role.labels[i], 2, SIZE_MAX));
    e->script_of = at_new(a, at__script, e->lemma.n);
    for (uint32_t i = 0; i < e->lemma.n; i++)
        e->script_of[i] = script_of(e->lemma.labels[i]);
}
