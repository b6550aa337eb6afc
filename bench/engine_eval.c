/*
 * engine_eval: accuracy of the engine on labelled sets.
 *     engine_eval WEIGHTS words FILE.conllu            tags and trees on given words
 *     engine_eval WEIGHTS raw FILE.conllu              sentences, words and trees from running text
 *     engine_eval WEIGHTS split FILE.conllu            sentences and words alone; "errors" also lists what differs
 *     engine_eval WEIGHTS roles FILE.conllu FILE.jsonl PropBank roles, with given predicates and with found ones
 *     engine_eval WEIGHTS names FILE.tsv...            names (word, tab, label; an empty line ends a sentence)
 *     engine_eval WEIGHTS show|cut FILE.txt            the analysis, or the cut alone, to look at
 * One figure a line: name, tab, value in per cent.
 */
#include "conllu.h"
#include "text/labels.h"
#include "text/sentence.h"
#include <jansson.h>

static at_arena mem;
static jmp_buf trap;

typedef struct {
    size_t right, found, gold;
} score;

static void print_f1(const char *set, const char *what, score s)
{
    printf("%s %s F1\t%.2f\n", set, what, s.found + s.gold ? 200.0 * (double)s.right / (double)(s.found + s.gold) : 0.0);
}

static void print_share(const char *set, const char *what, size_t right, size_t all)
{
    printf("%s %s\t%.2f\n", set, what, all ? 100.0 * (double)right / (double)all : 0.0);
}

/* The words of a treebank as at_engine_run_words wants them. */
typedef struct {
    at_str *flat;
    const at_str **words;
    uint32_t *counts;
} given_words;

static given_words words_of(const treebank *t)
{
    given_words g = {at_new(&mem, at_str, t->words.n), at_new(&mem, const at_str *, t->sents.n), at_new(&mem, uint32_t, t->sents.n)};
    for (size_t i = 0; i < t->words.n; i++)
        g.flat[i] = t->words.p[i].form;
    for (size_t k = 0; k < t->sents.n; k++) {
        g.words[k] = g.flat + t->sents.p[k].beg;
        g.counts[k] = t->sents.p[k].end - t->sents.p[k].beg;
    }
    return g;
}

/* ---- given words ---- */

static void words_mode(const at_engine *e, const char *path)
{
    treebank t = {0};
    at_analysis an;
    size_t upos = 0, feats = 0, lemma = 0, uas = 0, las = 0, n;
    read_treebank(&t, &mem, path);
    given_words g = words_of(&t);
    at_engine_run_words(e, &an, &mem, g.words, g.counts, (uint32_t)t.sents.n);
    n = an.ntokens;
    for (size_t k = 0; k < t.sents.n; k++)
        for (uint32_t i = t.sents.p[k].beg; i < t.sents.p[k].end; i++) {
            const gold_word *w = &t.words.p[i];
            const at_token *o = &an.tokens[i];
            bool head = o->head < 0 ? w->head == 0 : (uint32_t)o->head + 1 == t.sents.p[k].beg + w->head && w->head;
            upos += at_eq(w->upos, at_strz(at_upos_name(o->upos)));
            feats += at__feats_bits(w->feats) == o->feats;
            lemma += at_eq(w->lemma, o->lemma);
            if (getenv("ENGINE_LEMMAS") && !at_eq(w->lemma, o->lemma))
                printf("# %.*s %s %.*s, gold %.*s\n", AT_FMT(w->form), at_upos_name(o->upos), AT_FMT(o->lemma), AT_FMT(w->lemma));
            uas += head;
            las += head && at_eq(w->rel, at_strz(at_rel_name(o->rel)));
        }
    print_share("words", "upos", upos, n);
    print_share("words", "feats", feats, n);
    print_share("words", "lemma", lemma, n);
    print_share("words", "uas", uas, n);
    print_share("words", "las", las, n);
}

/* ---- running text ---- */

typedef struct {
    uint32_t beg, end; /* in characters without blanks */
} place;

/* Places in the text without blanks, so that both sides count alike. */
static uint32_t solid(at_str s)
{
    uint32_t n = 0;
    for (size_t i = 0; i < s.n; i++)
        n += !(s.p[i] == ' ' || s.p[i] == '\n' || s.p[i] == '\t' || (unsigned char)s.p[i] == 0xC2) &&
             !(i && (unsigned char)s.p[i] == 0xA0 && (unsigned char)s.p[i - 1] == 0xC2);
    return n;
}

static at_str raw_text(const treebank *t)
{
    size_t n = 0, at = 0;
    for (size_t k = 0; k < t->sents.n; k++)
        n += t->sents.p[k].text.n + 2;
    char *p = at_alloc(&mem, n + 1);
    for (size_t k = 0; k < t->sents.n; k++) {
        if (k) {
            p[at++] = t->sents.p[k].opens ? '\n' : ' ';
            if (t->sents.p[k].opens)
                p[at++] = '\n';
        }
        memcpy(p + at, t->sents.p[k].text.p, t->sents.p[k].text.n);
        at += t->sents.p[k].text.n;
    }
    return (at_str){p, at};
}

/* Places of the gold words; the parts of a multiword token share it out, the last takes what is left. */
static place *gold_places(const treebank *t, place *sents)
{
    place *w = at_new(&mem, place, t->words.n);
    uint32_t at = 0;
    for (size_t k = 0; k < t->sents.n; k++) {
        sents[k].beg = at;
        for (uint32_t i = t->sents.p[k].beg; i < t->sents.p[k].end; i++) {
            const gold_word *g = &t->words.p[i];
            bool first = g->mwt && (i == t->sents.p[k].beg || t->words.p[i - 1].mwt != g->mwt);
            uint32_t n = solid(g->form), whole = g->mwt ? solid(t->mwts.p[g->mwt - 1]) : 0;
            static uint32_t left;
            if (first)
                left = whole;
            if (g->mwt) {
                bool last = i + 1 == t->sents.p[k].end || t->words.p[i + 1].mwt != g->mwt;
                n = last || n > left ? left : n;
                left -= n;
            }
            w[i] = (place){at, at + n};
            at += n;
        }
        sents[k].end = at;
    }
    return w;
}

static bool same(place a, place b)
{
    return a.beg == b.beg && a.end == b.end;
}

static at_str plain_rel(at_str r)
{
    return at_sub(r, 0, at_index_char(r, ':', 0) == SIZE_MAX ? r.n : at_index_char(r, ':', 0));
}

typedef struct {
    score sents, words, upos, las, strict;
} raw_scores;

static void compare_raw(const treebank *t, const at_analysis *an, const place *g, const place *o, raw_scores *r, bool show)
{
    uint32_t k = 0;
    for (uint32_t i = 0; i < t->words.n; i++) {
        while (k < an->ntokens && o[k].beg < g[i].beg)
            k++;
        if (k >= an->ntokens || !same(o[k], g[i])) {
            if (show)
                printf("# word %.*s | ours %.*s\n", AT_FMT(t->words.p[i].form), AT_FMT(an->tokens[k < an->ntokens ? k : 0].form));
            continue;
        }
        const gold_word *w = &t->words.p[i];
        const at_token *x = &an->tokens[k];
        r->words.right++;
        r->upos.right += at_eq(w->upos, at_strz(at_upos_name(x->upos)));
        uint32_t s = 0, hi = (uint32_t)t->sents.n;
        while (hi - s > 1) {
            uint32_t mid = (s + hi) / 2;
            if (t->sents.p[mid].beg <= i)
                s = mid;
            else
                hi = mid;
        }
        bool head = x->head < 0 ? w->head == 0 : w->head && same(o[x->head], g[t->sents.p[s].beg + w->head - 1]);
        at_str rel = at_strz(at_rel_name(x->rel));
        r->las.right += head && at_eq(plain_rel(rel), plain_rel(w->rel));
        r->strict.right += head && at_eq(rel, w->rel);
    }
}

/* The cut alone, as an analysis without labels. */
static void only_cut(at_analysis *an, at_str text)
{
    at__split c;
    at__ends ends;
    at__ends_load(&ends, &mem);
    at__split_with(&c, &mem, text, getenv("ENGINE_RULES") ? NULL : &ends);
    *an = (at_analysis){.text = text, .ntokens = (uint32_t)c.words.n, .nsents = (uint32_t)c.sents.n};
    an->tokens = at_new(&mem, at_token, c.words.n);
    an->sents = at_new(&mem, at_sentence, c.sents.n);
    for (size_t i = 0; i < c.words.n; i++) {
        an->tokens[i].span = c.words.p[i];
        an->tokens[i].form = at_sub(text, c.words.p[i].beg, c.words.p[i].end);
        an->tokens[i].head = -1;
    }
    for (size_t k = 0; k < c.sents.n; k++) {
        an->sents[k].beg = c.sents.p[k].beg;
        an->sents[k].end = c.sents.p[k].end;
        an->sents[k].para = c.sents.p[k].para;
        an->sents[k].span = at_bytes(an, c.sents.p[k].beg, c.sents.p[k].end);
    }
}

/* The text around a sentence end that only one side has. */
static void show_end(const at_analysis *an, const char *what, uint32_t tok)
{
    uint32_t beg = tok > 6 ? tok - 6 : 0, end = tok + 6 < an->ntokens ? tok + 6 : an->ntokens;
    printf("# %s %.*s || %.*s\n", what, AT_FMT(at_words(an, beg, tok)), AT_FMT(at_words(an, tok, end)));
}

static void show_ends(const at_analysis *an, const place *gold, uint32_t n, const place *o)
{
    uint32_t k = 0, s = 0;
    for (uint32_t i = 0; i < an->ntokens; i++) {
        while (k < n && gold[k].beg < o[i].beg)
            k++;
        while (s < an->nsents && an->sents[s].beg < i)
            s++;
        bool theirs = k < n && gold[k].beg == o[i].beg, ours = s < an->nsents && an->sents[s].beg == i;
        if (theirs != ours)
            show_end(an, ours ? "false" : "missed", i);
    }
}

/* One line a word, for fitting: paragraph, blank before it, our and the gold sentence begin, word. */
static void print_gaps(const at_analysis *an, const place *gold, uint32_t n, const place *o)
{
    uint32_t k = 0, s = 0;
    for (uint32_t i = 0; i < an->ntokens; i++) {
        while (k < n && gold[k].beg < o[i].beg)
            k++;
        while (s + 1 < an->nsents && an->sents[s + 1].beg <= i)
            s++;
        bool apart = i == 0 || an->tokens[i - 1].span.end != an->tokens[i].span.beg;
        printf("%u\t%d\t%d\t%d\t%.*s\n", an->sents[s].para, apart, an->sents[s].beg == i, k < n && gold[k].beg == o[i].beg, AT_FMT(an->tokens[i].form));
    }
}

static void raw_mode(const at_engine *e, const char *path, bool show)
{
    treebank t = {0};
    at_analysis an;
    raw_scores r = {0};
    read_treebank(&t, &mem, path);
    at_str text = raw_text(&t);
    if (e)
        at_engine_run(e, &an, &mem, text);
    else
        only_cut(&an, text);
    place *sents = at_new(&mem, place, t.sents.n), *g = gold_places(&t, sents), *o = at_new(&mem, place, an.ntokens);
    uint32_t at = 0, byte = 0;
    for (uint32_t i = 0; i < an.ntokens; i++) {
        at += solid(at_sub(text, byte, an.tokens[i].span.beg));
        o[i].beg = at;
        at += solid(an.tokens[i].form);
        o[i].end = at;
        byte = an.tokens[i].span.end;
    }
    uint32_t k = 0;
    for (uint32_t s = 0; s < an.nsents; s++) {
        place p = {o[an.sents[s].beg].beg, o[an.sents[s].end - 1].end};
        while (k < t.sents.n && sents[k].beg < p.beg)
            k++;
        bool ok = k < t.sents.n && same(sents[k], p);
        r.sents.right += ok;
    }
    if (getenv("ENGINE_GAPS"))
        print_gaps(&an, sents, (uint32_t)t.sents.n, o);
    if (show)
        show_ends(&an, sents, (uint32_t)t.sents.n, o);
    compare_raw(&t, &an, g, o, &r, show);
    r.words.found = r.upos.found = r.las.found = r.strict.found = an.ntokens;
    r.words.gold = r.upos.gold = r.las.gold = r.strict.gold = t.words.n;
    r.sents.found = an.nsents;
    r.sents.gold = t.sents.n;
    print_f1("raw", "sentences", r.sents);
    print_f1("raw", "words", r.words);
    if (!e)
        return;
    print_f1("raw", "upos", r.upos);
    print_f1("raw", "las with subtypes", r.strict);
    print_f1("raw", "las", r.las);
}

/* The analysis of a text in columns, as CoNLL-U would have it; then names and roles. */
static void show_mode(const at_engine *e, const char *path)
{
    at_analysis an;
    at_engine_run(e, &an, &mem, file_of(path));
    for (uint32_t s = 0; s < an.nsents; s++) {
        printf("# paragraph %u\n", an.sents[s].para);
        for (uint32_t i = an.sents[s].beg; i < an.sents[s].end; i++) {
            const at_token *t = &an.tokens[i];
            const char *event = at_event_type_name(t->event);
            printf("%u\t%.*s\t%.*s\t%s\t%d\t%s\t%s\n", i - an.sents[s].beg + 1, AT_FMT(t->form), AT_FMT(t->lemma), at_upos_name(t->upos),
                   t->head < 0 ? 0 : t->head - (int32_t)an.sents[s].beg + 1, at_rel_name(t->rel), event ? event : "_");
        }
        for (uint32_t n = 0; n < an.nnames; n++)
            if (an.tokens[an.names[n].beg].sent == s)
                printf("# name %u: %.*s\n", an.names[n].type, AT_FMT(at_words(&an, an.names[n].beg, an.names[n].end)));
        for (uint32_t p = 0; p < an.npreds; p++)
            if (an.tokens[an.preds[p].tok].sent == s) {
                printf("# %.*s:", AT_FMT(an.tokens[an.preds[p].tok].form));
                for (uint32_t i = an.preds[p].arg_beg; i < an.preds[p].arg_end; i++)
                    printf(" %s[%.*s]", at_role_name(an.args[i].role), AT_FMT(at_words(&an, an.args[i].beg, an.args[i].end)));
                printf("\n");
            }
        printf("\n");
    }
}

/* The cut alone: one sentence a line, words parted by blanks. */
static void cut_mode(const char *path)
{
    at_str text = file_of(path);
    at__split c;
    at__ends ends;
    at__ends_load(&ends, &mem);
    at__split_with(&c, &mem, text, getenv("ENGINE_RULES") ? NULL : &ends);
    for (size_t k = 0; k < c.sents.n; k++) {
        printf("%u:", c.sents.p[k].para);
        for (uint32_t i = c.sents.p[k].beg; i < c.sents.p[k].end; i++)
            printf(" %.*s", AT_FMT(at_sub(text, c.words.p[i].beg, c.words.p[i].end)));
        printf("\n");
    }
}

/* ---- roles ---- */

typedef struct {
    uint32_t pred, beg, end;
    at_str role;
} arg;

typedef AT_VEC(arg) args;

static void found_args(const at_analysis *an, args *v)
{
    for (uint32_t p = 0; p < an->npreds; p++)
        for (uint32_t i = an->preds[p].arg_beg; i < an->preds[p].arg_end; i++) {
            const at_arg *a = &an->args[i];
            const char *before = a->reference ? "R-" : a->continuation ? "C-" : "";
            *at_push(&mem, v) = (arg){an->preds[p].tok, a->beg, a->end, at_arena_fmt(&mem, "%s%s", before, at_role_name(a->role))};
        }
}

static int by_place(const void *x, const void *y)
{
    const arg *a = x, *b = y;
    if (a->pred != b->pred)
        return a->pred < b->pred ? -1 : 1;
    if (a->beg != b->beg)
        return a->beg < b->beg ? -1 : 1;
    if (a->end != b->end)
        return a->end < b->end ? -1 : 1;
    return at_cmp(a->role, b->role);
}

static score match(args g, args o)
{
    score s = {0, o.n, g.n};
    qsort(g.p, g.n, sizeof *g.p, by_place);
    qsort(o.p, o.n, sizeof *o.p, by_place);
    for (size_t i = 0, k = 0; i < g.n && k < o.n;) {
        int c = by_place(&g.p[i], &o.p[k]);
        s.right += c == 0;
        i += c <= 0;
        k += c >= 0;
    }
    return s;
}

static at_str json_text(const json_t *j)
{
    return (at_str){json_string_value(j), json_string_length(j)};
}

/* Gold arguments of the sentences that the file knows; forced[i]: word i is a predicate; known[i]: its sentence has roles. */
static void read_roles(const treebank *t, const char *path, args *g, bool *forced, bool *known)
{
    at_map ids;
    at_map_init(&ids, &mem);
    for (uint32_t k = 0; k < t->sents.n; k++)
        at_map_set(&ids, t->sents.p[k].id, k);
    at_str rest = file_of(path), line;
    while (rest.n && at_cut(&rest, '\n', &line)) {
        json_t *row = json_loadb(line.p, line.n, 0, NULL), *p, *a;
        uint32_t k = row ? at_map_get(&ids, json_text(json_object_get(row, "sent_id"))) : AT_NONE;
        if (k == AT_NONE || json_array_size(json_object_get(row, "tokens")) != t->sents.p[k].end - t->sents.p[k].beg)
            continue;
        size_t i, j;
        uint32_t beg = t->sents.p[k].beg;
        for (uint32_t w = beg; w < t->sents.p[k].end; w++)
            known[w] = true;
        json_array_foreach(json_object_get(row, "preds"), i, p)
        {
            uint32_t tok = beg + (uint32_t)json_integer_value(json_object_get(p, "i"));
            forced[tok] = true;
            json_array_foreach(json_object_get(p, "args"), j, a)
            {
                at_str role = at_arena_str(&mem, json_text(json_array_get(a, 0)));
                if (!at_eq(role, AT_S("V")) && !at_eq(role, AT_S("C-V")))
                    *at_push(&mem, g) = (arg){tok, beg + (uint32_t)json_integer_value(json_array_get(a, 1)),
                                              beg + (uint32_t)json_integer_value(json_array_get(a, 2)) + 1, role};
            }
        }
        json_decref(row);
    }
}

static void keep_known(args *v, const bool *known)
{
    size_t n = 0;
    for (size_t i = 0; i < v->n; i++)
        if (known[v->p[i].pred])
            v->p[n++] = v->p[i];
    v->n = n;
}

static void roles_mode(const at_engine *e, const char *conllu, const char *jsonl)
{
    treebank t = {0};
    at_analysis an;
    args g = {0}, o = {0}, free_ = {0};
    read_treebank(&t, &mem, conllu);
    bool *forced = at_new(&mem, bool, t.words.n), *known = at_new(&mem, bool, t.words.n);
    const bool **preds = at_new(&mem, const bool *, t.sents.n);
    read_roles(&t, jsonl, &g, forced, known);
    given_words w = words_of(&t);
    for (size_t k = 0; k < t.sents.n; k++)
        preds[k] = forced + t.sents.p[k].beg;
    at__engine_run_gold(e, &an, &mem, w.words, w.counts, (uint32_t)t.sents.n, preds);
    found_args(&an, &o);
    print_f1("roles", "given predicates", match(g, o));
    at_engine_run_words(e, &an, &mem, w.words, w.counts, (uint32_t)t.sents.n);
    found_args(&an, &free_);
    keep_known(&free_, known);
    score p = {0};
    for (uint32_t i = 0; i < an.ntokens; i++) {
        p.right += known[i] && forced[i] && an.tokens[i].pred;
        p.found += known[i] && an.tokens[i].pred;
        p.gold += forced[i];
    }
    print_f1("roles", "predicates", p);
    print_f1("roles", "end to end", match(g, free_));
}

/* ---- names ---- */

static uint8_t class_of(at_str l)
{
    static const struct {
        const char *name;
        uint8_t type;
    } map[] = {{"Person", AT_N_PER},   {"Organization", AT_N_ORG}, {"Location", AT_N_LOC}, {"Facility", AT_N_LOC}, {"NORP", AT_N_NORP},
               {"Date", AT_N_DATE},    {"Misc", AT_N_MISC},        {"Product", AT_N_MISC}, {"Money", AT_N_MONEY},  {"PER", AT_N_PER},
               {"ORG", AT_N_ORG},      {"LOC", AT_N_LOC}};
    for (size_t i = 0; i < sizeof map / sizeof *map; i++)
        if (at_eq(l, at_strz(map[i].name)))
            return map[i].type;
    return AT_N_NONE;
}

typedef AT_VEC(at_str) strings;
typedef AT_VEC(uint32_t) numbers;
typedef AT_VEC(at_name) names;

static void close_name(names *g, uint32_t at)
{
    if (g->n && g->p[g->n - 1].end == 0)
        g->p[g->n - 1].end = at;
}

static void read_names(const char *path, strings *words, numbers *counts, names *g)
{
    at_str rest = file_of(path), line;
    uint32_t first = (uint32_t)words->n;
    bool more = rest.n > 0;
    while (more) {
        more = at_cut(&rest, '\n', &line) && rest.n;
        at_str word = at_trim(field(&line)), label = at_trim(field(&line));
        uint32_t at = (uint32_t)words->n;
        bool end = !word.n || !label.n;
        if (!end && !at_starts(word, AT_S("http"))) {
            uint8_t type = label.n > 2 ? class_of(at_sub(label, 2, label.n)) : AT_N_NONE;
            bool begins = label.p[0] == 'B' || !g->n || g->p[g->n - 1].end || g->p[g->n - 1].type != type;
            if (type == AT_N_NONE || begins)
                close_name(g, at);
            if (type != AT_N_NONE && begins)
                *at_push(&mem, g) = (at_name){.beg = at, .type = type};
            *at_push(&mem, words) = word;
        }
        if (end || !more) {
            close_name(g, (uint32_t)words->n);
            if (words->n > first)
                *at_push(&mem, counts) = (uint32_t)words->n - first;
            first = (uint32_t)words->n;
        }
    }
}

static void names_mode(const at_engine *e, char **paths)
{
    strings words = {0};
    numbers counts = {0};
    names g = {0};
    at_analysis an;
    for (; *paths; paths++)
        read_names(*paths, &words, &counts, &g);
    const at_str **lists = at_new(&mem, const at_str *, counts.n);
    for (size_t k = 0, at = 0; k < counts.n; at += counts.p[k++])
        lists[k] = words.p + at;
    at_engine_run_words(e, &an, &mem, lists, counts.p, (uint32_t)counts.n);
    static const char *const types[] = {"", "PER", "ORG", "LOC", "NORP", "DATE", "MISC", "MONEY"};
    score all[8] = {0}, three = {0};
    for (size_t i = 0; i < g.n; i++)
        all[g.p[i].type].gold++;
    for (uint32_t i = 0, k = 0; i < an.nnames; i++) {
        const at_name *n = &an.names[i];
        all[n->type].found++;
        while (k < g.n && g.p[k].beg < n->beg)
            k++;
        all[n->type].right += k < g.n && g.p[k].beg == n->beg && g.p[k].end == n->end && g.p[k].type == n->type;
    }
    for (uint8_t c = AT_N_PER; c <= AT_N_MONEY; c++) {
        print_f1("names", types[c], all[c]);
        if (c <= AT_N_LOC)
            three = (score){three.right + all[c].right, three.found + all[c].found, three.gold + all[c].gold};
    }
    print_f1("names", "PER+ORG+LOC", three);
}

int main(int argc, char **argv)
{
    at_engine *e;
    at_err err;
    const char *mode = argc > 3 ? argv[2] : "";
    if (argc < 4) {
        fprintf(stderr, "usage: engine_eval WEIGHTS words|raw|split|errors|roles|names|show|cut FILE...\n");
        return 2;
    }
    if (at_engine_open(&e, argv[1], getenv("ATTEST_KERNEL"), &err) != AT_OK) {
        fprintf(stderr, "%s\n", err.msg);
        return 2;
    }
    if (setjmp(trap)) {
        fprintf(stderr, "out of memory\n");
        return 2;
    }
    at_arena_init(&mem, 0, &trap);
    if (at_eq(at_strz(mode), AT_S("words")))
        words_mode(e, argv[3]);
    else if (at_eq(at_strz(mode), AT_S("raw")))
        raw_mode(e, argv[3], false);
    else if (at_eq(at_strz(mode), AT_S("split")) || at_eq(at_strz(mode), AT_S("errors")))
        raw_mode(NULL, argv[3], mode[0] == 'e');
    else if (at_eq(at_strz(mode), AT_S("roles")) && argc > 4)
        roles_mode(e, argv[3], argv[4]);
    else if (at_eq(at_strz(mode), AT_S("show")))
        show_mode(e, argv[3]);
    else if (at_eq(at_strz(mode), AT_S("cut")))
        cut_mode(argv[3]);
    else if (at_eq(at_strz(mode), AT_S("names")))
        names_mode(e, argv + 3);
    at_arena_release(&mem);
    at_engine_close(e);
    return 0;
}
