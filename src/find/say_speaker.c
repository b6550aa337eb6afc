/*
 * say_speaker.c: who "he", "they", "the company", "the statement" are when they speak. In reports the pronoun before or after a
 * verb of speech goes back to the last speaker, far more surely than to the last name; what does not fit him (sex, number, kind)
 * is left as coreference has it.
 */
#include "find/say_own.h"
#include "find/who.h"
#include <stdlib.h>

enum { NEAR = 3 /* sentences back for a pronoun */, FAR = 10 /* and for a description */, RING = 8 /* speakers remembered */ };

typedef struct {
    uint32_t tok, draft, k;
} ref;

typedef struct {
    at_source src;
    uint32_t tok, sent;
} speaker;

typedef struct {
    at_ctx *c;
    speaker ring[RING];
    uint32_t n;
} memory;

static int by_tok(const void *x, const void *y)
{
    const ref *a = x, *b = y;
    return a->tok != b->tok ? (a->tok < b->tok ? -1 : 1) : a->draft < b->draft ? -1 : a->draft > b->draft;
}

static const at_actor *actor_of(const at_ctx *c, const at_source *s)
{
    return s->actor >= 0 ? &c->actors.p[s->actor] : NULL;
}

static bool person(const at_ctx *c, const speaker *s)
{
    const at_actor *a = actor_of(c, &s->src);
    return (a && a->type == AT_A_PERSON) || ((!a || a->type == AT_A_GROUP) && at_who_person(c, s->tok) && !(c->an->tokens[s->tok].feats & AT_F_PLUR));
}

static bool body(const at_ctx *c, const speaker *s)
{
    const at_actor *a = actor_of(c, &s->src);
    if (a)
        return a->type == AT_A_ORG || a->type == AT_A_STATE || a->type == AT_A_GROUP;
    return s->src.kind == AT_SRC_OFFICE || s->src.kind == AT_SRC_MEDIA || s->src.kind == AT_SRC_DOCUMENT;
}

/* Does the pronoun fit the speaker? */
static bool fits(const at_ctx *c, uint32_t tok, const speaker *s)
{
    const at_actor *a = actor_of(c, &s->src);
    if (at__is(c, tok, "he"))
        return person(c, s) && !(a && a->female);
    if (at__is(c, tok, "she"))
        return person(c, s) && !(a && a->male);
    if (at__is(c, tok, "they"))
        return (c->an->tokens[s->tok].feats & AT_F_PLUR) || (a && a->plural);
    return at__is(c, tok, "it") && body(c, s);
}

/* A description as a name: no capital at its head. */
static bool small(at_str name)
{
    return name.n && name.p[0] >= 'a' && name.p[0] <= 'z';
}

/* "the official", "the company", "the foreign ministry spokesman": a definite description without a name. */
static bool description(const at_ctx *c, uint32_t tok)
{
    const at_analysis *an = c->an;
    int32_t det = at_dep(an, tok, AT_R_DET);
    if (an->tokens[tok].upos != AT_NOUN || (an->tokens[tok].feats & AT_F_PLUR) || det < 0 || !at__is(c, (uint32_t)det, "the"))
        return an->tokens[tok].upos == AT_PROPN && det >= 0 && at__is(c, (uint32_t)det, "the") && an->tokens[tok].form.n <= 3; /* "the SP" */
    at_span np = at_noun_phrase(an, tok);
    int32_t who = at_who_of(c, tok);
    for (uint32_t t = np.beg; t < np.end; t++)
        if (an->tokens[t].name && an->names[an->tokens[t].name - 1].type != AT_N_NORP && !at_who_person(c, tok))
            return false; /* "the Dawn newspaper" names itself, "the Foreign Ministry spokesman" does not */
    return np.end - np.beg <= 4 && np.end == tok + 1 && (who < 0 || c->actors.p[who].type == AT_A_GROUP || c->actors.p[who].type == AT_A_UNKNOWN || small(c->actors.p[who].name));
}

static bool role_names(const at_ctx *c, const at_source *s, uint32_t tok)
{
    at_str r = at_lower_ascii(c->mem, s->role);
    return s->role.n && at_index(r, c->an->tokens[tok].lower, 0) != SIZE_MAX;
}

/* Do the speaker's name, role or own words hold the word? */
static bool has_word(const at_ctx *c, const speaker *s, at_str lower)
{
    at_str of[3] = {at_lower_ascii(c->mem, s->src.name), at_lower_ascii(c->mem, s->src.role), at_lower_ascii(c->mem, at_sub(c->text, s->src.span.beg, s->src.span.end))};
    for (int i = 0; i < 3; i++)
        if (at_index(of[i], lower, 0) != SIZE_MAX)
            return true;
    return false;
}

/* "the health ministry", "the opposition leader": a word before the head says which, and nothing known of the speaker has that word. */
static bool another(const at_ctx *c, uint32_t tok, const speaker *s)
{
    at_span np = at_noun_phrase(c->an, tok);
    for (uint32_t t = np.beg; t < tok; t++) {
        const at_token *x = &c->an->tokens[t];
        bool says = (x->upos == AT_NOUN || x->upos == AT_PROPN || x->upos == AT_ADJ) && !at__lower_in(c, t, "same latter senior top chief");
        if (says && !has_word(c, s, x->lower))
            return true;
    }
    return false;
}

/* The remembered speaker that the words go back to, or NULL. */
static const speaker *back(const memory *m, uint32_t tok)
{
    const at_ctx *c = m->c;
    uint32_t sent = c->an->tokens[tok].sent;
    if (c->an->tokens[tok].upos == AT_PRON) {
        for (uint32_t i = 0; i < m->n && i < 2; i++) {
            const speaker *s = &m->ring[i];
            if (s->sent + NEAR >= sent && fits(c, tok, s))
                return s;
        }
        return NULL;
    }
    if (!description(c, tok))
        return NULL;
    bool doc = at__lower_in(c, tok, "statement report release message letter note communique post text tweet document article story");
    bool press = doc || at__lower_in(c, tok, "newspaper paper daily agency broadcaster network channel station website outlet magazine tabloid weekly");
    bool human = !doc && at_who_person(c, tok);
    uint32_t row = at__source_row(c, tok);
    bool office = row != AT_NONE && at_eq(at_lexicon_cell(at__say_of(c)->kinds, row, "kind"), AT_S("office"));
    if (!doc && !press && !human && !office) /* "the latest information" goes back to nobody */
        return NULL;
    bool any_body = at__lower_in(c, tok, "group organisation organization body company firm charity institution institute movement watchdog network outfit entity office "
                                         "agency department"); /* whoever spoke last; other bodies ("the army", "the ministry") name themselves */
    for (uint32_t i = 0; i < m->n; i++)
        if (m->ring[i].sent + 2 * FAR >= sent && role_names(c, &m->ring[i].src, tok) && !another(c, tok, &m->ring[i]))
            return &m->ring[i];
    for (uint32_t i = 0; i < m->n; i++) {
        const speaker *s = &m->ring[i];
        if (s->sent + FAR < sent)
            break;
        bool is_body = body(c, s) && !person(c, s), media = s->src.kind == AT_SRC_MEDIA, fit;
        if (!doc && !press && ((!human && !any_body && !has_word(c, s, c->an->tokens[tok].lower)) || ((!human || s->src.role.n) && another(c, tok, s))))
            continue;
        if (doc)
            fit = s->src.kind != AT_SRC_UNNAMED || i == 0;
        else if (press)
            fit = media || is_body;
        else
            fit = human ? person(c, s) : is_body && !media;
        if (fit)
            return s;
    }
    return NULL;
}

static void note(memory *m, const at_source *src, uint32_t tok)
{
    uint32_t n = m->n < RING ? m->n : RING - 1;
    for (uint32_t i = 0; i < m->n; i++)
        if (at__source_same(&m->ring[i].src, src)) {
            n = i;
            break;
        }
    uint32_t head = m->ring[n].src.name.n && n < m->n && at__source_same(&m->ring[n].src, src) ? m->ring[n].tok : tok;
    memmove(&m->ring[1], &m->ring[0], sizeof m->ring[0] * n);
    if (m->n < RING && n == m->n)
        m->n++;
    m->ring[0] = (speaker){*src, head, m->c->an->tokens[tok].sent};
}

void at__say_speakers(at_ctx *c)
{
    at__say *s = at__say_of(c);
    AT_VEC(ref) refs = {0};
    memory *m = at_new(c->mem, memory, 1);
    m->c = c;
    for (uint32_t i = 0; i < s->drafts.n; i++)
        for (uint32_t k = 0; k < s->drafts.p[i].nown; k++)
            *at_push(c->mem, &refs) = (ref){s->drafts.p[i].own_tok[k], i, k};
    if (!refs.n)
        return;
    qsort(refs.p, refs.n, sizeof *refs.p, by_tok);
    at_source now = {0};
    for (size_t i = 0; i < refs.n; i++) {
        const ref *r = &refs.p[i];
        at_source *own = &s->drafts.p[r->draft].own[r->k];
        if (i && refs.p[i - 1].tok == r->tok) { /* the same words: the same source */
            at_span cue = own->cue;
            *own = now;
            own->cue = cue;
            continue;
        }
        const speaker *b = s->drafts.p[r->draft].kind == AT_CK_SAY || s->drafts.p[r->draft].kind == AT_CK_EVENT ? back(m, r->tok) : NULL;
        if (b) {
            at_span cue = own->cue, span = own->span;
            *own = b->src;
            own->cue = cue;
            own->span = span;
        }
        now = *own;
        const at_draft *d = &s->drafts.p[r->draft];
        bool within = d->cue != AT_NONE && s->quote_of[d->cue] >= 0; /* whom the speaker quotes does not speak next */
        if (d->kind != AT_CK_THINK && d->kind != AT_CK_SHOW && !within && !at__first_person(c, r->tok))
            note(m, &now, r->tok);
    }
}
