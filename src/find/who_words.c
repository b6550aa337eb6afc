#include "find/who_words.h"

bool at__who_in(at_str word, const char *list)
{
    return word.n && at_in_list(at_strz(list), ' ', word);
}

static const struct {
    at_str many, one;
} IRREGULAR[] = {{{"children", sizeof "children" - 1}, {"child", sizeof "child" - 1}},     {{"men", sizeof "men" - 1}, {"man", sizeof "man" - 1}},           {{"women", sizeof "women" - 1}, {"woman", sizeof "woman" - 1}},   {{"wives", sizeof "wives" - 1}, {"wife", sizeof "wife" - 1}},   {{"thieves", sizeof "thieves" - 1}, {"thief", sizeof "thief" - 1}},
                 {{"lives", sizeof "lives" - 1}, {"life", sizeof "life" - 1}},         {{"policemen", sizeof "policemen" - 1}, {"policeman", sizeof "policeman" - 1}}, {{"leaves", sizeof "leaves" - 1}, {"leaf", sizeof "leaf" - 1}}, {{"media", sizeof "media" - 1}, {"media", sizeof "media" - 1}},  {{"gunmen", sizeof "gunmen" - 1}, {"gunman", sizeof "gunman" - 1}},
                 {{"spokespeople", sizeof "spokespeople" - 1}, {"spokesperson", sizeof "spokesperson" - 1}}, {{"passersby", sizeof "passersby" - 1}, {"passerby", sizeof "passerby" - 1}}, {{"attorneys general", sizeof "attorneys general" - 1}, {"attorney general", sizeof "attorney general" - 1}}};

/* Regular inflections undone by spelling (Quirk et al. 1985, 3.5-3.10, 5.80-5.81); no look-up. */
static size_t strip_noun(const at_str w, char *buf)
{
    memcpy(buf, w.p, w.n);
    if (w.n > 4 && at_ends(w, AT_S("ies"))) {
        buf[w.n - 3] = 'y';
        return w.n - 2;
    }
    if (w.n > 4 && (at_ends(w, AT_S("sses")) || at_ends(w, AT_S("ches")) || at_ends(w, AT_S("shes")) || at_ends(w, AT_S("xes"))))
        return w.n - 2;
    if (w.n > 4 && at_ends(w, AT_S("men"))) {
        buf[w.n - 2] = 'a';
        return w.n;
    }
    return w.n > 3 && at_ends(w, AT_S("s")) && !at_ends(w, AT_S("ss")) && !at_ends(w, AT_S("us")) && !at_ends(w, AT_S("is")) ? w.n - 1 : w.n;
}

at_str at__who_base(const at_analysis *an, uint32_t tok, char buf[AT_KEY_MAX])
{
    const at_token *t = &an->tokens[tok];
    if (t->lower.n >= AT_KEY_MAX - 2 || (t->upos != AT_NOUN && t->upos != AT_PROPN))
        return t->lemma;
    for (size_t i = 0; i < sizeof IRREGULAR / sizeof *IRREGULAR; i++)
        if (at_eq(t->lower, IRREGULAR[i].many))
            return IRREGULAR[i].one;
    if (!(t->feats & AT_F_PLUR) && t->upos == AT_NOUN && !at_eq(t->lemma, t->lower) && t->lemma.n + 1 != t->lower.n)
        return t->lemma;
    if (!(t->feats & AT_F_PLUR) && !at_ends(t->lower, AT_S("s")))
        return t->lower;
    return (at_str){buf, strip_noun(t->lower, buf)};
}

/* Of a verb: does one of the list begin its form, with a regular ending left over? */
static bool verb_in(at_str form, const char *list)
{
    static const char *const ENDS[] = {"s", "es", "ed", "d", "ing", "ies", "ied"};
    char buf[64];
    for (size_t i = 0; i < sizeof ENDS / sizeof *ENDS; i++) {
        size_t n = strlen(ENDS[i]);
        if (form.n <= n + 1 || form.n - n + 2 > sizeof buf || !at_ends(form, at_strz(ENDS[i])))
            continue;
        memcpy(buf, form.p, form.n - n);
        size_t m = form.n - n;
        if (i > 4)
            buf[m++] = 'y';
        if (at__who_in((at_str){buf, m}, list))
            return true;
        buf[m] = 'e';
        if (i == 4 && at__who_in((at_str){buf, m + 1}, list))
            return true;
        if (m > 2 && buf[m - 1] == buf[m - 2] && at__who_in((at_str){buf, m - 1}, list))
            return true;
    }
    return false;
}

bool at__who_base_in(const at_analysis *an, uint32_t tok, const char *list)
{
    char buf[AT_KEY_MAX];
    const at_token *t = &an->tokens[tok];
    if (at__who_in(t->lower, list) || (!at_eq(t->lemma, t->lower) && at__who_in(t->lemma, list)))
        return true;
    at_str base = at__who_base(an, tok, buf);
    if (!at_eq(base, t->lower) && !at_eq(base, t->lemma) && at__who_in(base, list))
        return true;
    return (t->upos == AT_VERB || t->upos == AT_AUX) && verb_in(t->lower, list);
}

at_str at__who_clean(at_arena *mem, at_str s)
{
    size_t n = 0, marks = 0;
    for (size_t i = 0; i < s.n; i++)
        marks += s.p[i] == '"';
    bool half = marks % 2; /* of a quotation that begins or ends outside the name */
    if (!half && at_index(s, AT_S("  "), 0) == SIZE_MAX && at_index_char(s, '\n', 0) == SIZE_MAX && at_index_char(s, '\t', 0) == SIZE_MAX)
        return s;
    char *p = at_alloc(mem, s.n + 1);
    for (size_t i = 0; i < s.n; i++) {
        if (half && s.p[i] == '"')
            continue;
        bool blank = s.p[i] == ' ' || s.p[i] == '\n' || s.p[i] == '\t' || s.p[i] == '\r';
        if (!blank || (n && p[n - 1] != ' '))
            p[n++] = blank ? ' ' : s.p[i];
    }
    return (at_str){p, n};
}

at_str at__who_key(const at_analysis *an, uint32_t beg, uint32_t end, char buf[AT_KEY_MAX])
{
    size_t n = 0;
    if (beg + 1 < end && at_eq(an->tokens[beg].lower, AT_S("the")))
        beg++;
    for (uint32_t t = beg; t < end; t++) {
        at_str w = an->tokens[t].lower;
        if (t > beg && an->tokens[t].space_before) {
            if (n + 1 >= AT_KEY_MAX)
                return (at_str){"", 0};
            buf[n++] = ' ';
        }
        if (n + w.n >= AT_KEY_MAX)
            return (at_str){"", 0};
        memcpy(buf + n, w.p, w.n);
        n += w.n;
    }
    return (at_str){buf, n};
}

at_country_word at__who_state(const at_ctx *c, at_str key, at_str *iso, at_str *as)
{
    static const struct {
        const char *name;
        at_country_word kind;
    } KINDS[] = {{"name", AT_CW_NAME},     {"adjective", AT_CW_ADJECTIVE}, {"person", AT_CW_PERSON},
                 {"people", AT_CW_PEOPLE}, {"capital", AT_CW_CAPITAL},     {"seat", AT_CW_SEAT}};
    const at_lexicon *x = at_lexicon_get(c->lex, "countries.tsv");
    at_country_word best = AT_CW_NONE;
    for (uint32_t r = key.n ? at_lexicon_row(x, key) : AT_NONE; r != AT_NONE; r = x->again[r]) {
        at_str kind = at_cell(&x->t, r, 2);
        for (size_t i = 0; i < sizeof KINDS / sizeof *KINDS; i++)
            if (at_eq(kind, at_strz(KINDS[i].name)) && (best == AT_CW_NONE || KINDS[i].kind < best)) {
                best = KINDS[i].kind;
                *iso = at_cell(&x->t, r, 1);
                if (as)
                    *as = at_cell(&x->t, r, 3);
            }
    }
    return best;
}

/* Has the word a capital letter after its first character or is it written with stops ("U.S.")? */
static bool in_capitals(const at_token *t)
{
    for (size_t i = 1; i < t->form.n; i++)
        if (t->form.p[i] >= 'A' && t->form.p[i] <= 'Z')
            return true;
    return false;
}

static bool begins_upper(const at_token *t)
{
    return t->form.n && !(t->form.p[0] >= 'a' && t->form.p[0] <= 'z');
}

/* In a text all in capitals case says nothing: then the engine must hold the word for a name. */
static bool acronym_here(const at_ctx *c, uint32_t beg, uint32_t end)
{
    const at_token *t = &c->an->tokens[beg];
    return end != beg + 1 || (in_capitals(t) && (t->upos == AT_PROPN || t->upos == AT_ADJ || t->name));
}

at_country_word at__who_state_words(const at_ctx *c, uint32_t beg, uint32_t end, at_str *iso, at_str *as)
{
    char buf[AT_KEY_MAX];
    const at_token *t = &c->an->tokens[beg];
    if (!begins_upper(t) && end == beg + 1)
        return AT_CW_NONE;
    at_str key = at__who_key(c->an, beg, end, buf);
    at_country_word k = at__who_state(c, key, iso, as);
    if (k && key.n <= 4 && end == beg + 1 && !acronym_here(c, beg, end) && t->upos != AT_PROPN)
        return AT_CW_NONE;
    /* "us", "car", "roc" and their like are acronyms: in capitals or not at all */
    if (k && key.n <= 4 && !in_capitals(t) && at__who_in(key, "us usa uk prc car drc uae dpr lpr dnr lnr roc rok ksa png frg gdr ussr dprk trnc sadr rsa"))
        return AT_CW_NONE;
    return k;
}

at_body at__who_body(const at_ctx *c, uint32_t beg, uint32_t end)
{
    at_body b = {0};
    char buf[AT_KEY_MAX];
    const at_lexicon *x = at_lexicon_get(c->lex, "orgs.tsv");
    if (!begins_upper(&c->an->tokens[beg]) && end == beg + 1)
        return b;
    uint32_t r = at_lexicon_row(x, at__who_key(c->an, beg, end, buf));
    if (r == AT_NONE || (at_eq(at_cell(&x->t, r, 4), AT_S("y")) && !acronym_here(c, beg, end)))
        return b;
    b.name = at_cell(&x->t, r, 1);
    b.country = at_cell(&x->t, r, 2);
    b.sector = at_cell(&x->t, r, 3);
    return b;
}

static at_title title_row(const at_lexicon *x, uint32_t r)
{
    static const char *const KINDS[] = {"", "honorific", "office", "rank", "trade", "kin"};
    at_title t = {0};
    at_str kind = at_cell(&x->t, r, 3), g = at_cell(&x->t, r, 2);
    for (int i = 1; i < 6; i++)
        if (at_eq(kind, at_strz(KINDS[i])))
            t.kind = (at_title_kind)i;
    t.gender = at_eq(g, AT_S("m")) ? AT_G_MALE : at_eq(g, AT_S("f")) ? AT_G_FEMALE : AT_G_NONE;
    t.sector = at_cell(&x->t, r, 1);
    t.office = at_cell(&x->t, r, 4);
    return t;
}

/* Of a word that is both (father: priest and kin) an office wins over kin, kin over address. */
static at_title title_key(const at_ctx *c, at_str key, bool kin_first)
{
    const at_lexicon *x = at_lexicon_get(c->lex, "titles.tsv");
    at_title best = {0};
    for (uint32_t r = key.n ? at_lexicon_row(x, key) : AT_NONE; r != AT_NONE; r = x->again[r]) {
        at_title t = title_row(x, r);
        if (!best.kind || best.kind == AT_T_HONORIFIC || (kin_first ? t.kind == AT_T_KIN : best.kind == AT_T_KIN && t.kind != AT_T_HONORIFIC))
            best = t;
    }
    return best;
}

/* The key with its last word in the singular, for "foreign ministers"; in buf2. */
static at_str singular(const at_analysis *an, uint32_t beg, uint32_t end, char buf[AT_KEY_MAX])
{
    char one[AT_KEY_MAX];
    at_str head = at__who_key(an, beg, end - 1, buf), lemma = at__who_base(an, end - 1, one);
    size_t n = end - 1 > beg ? head.n : 0;
    if (n + lemma.n + 2 >= AT_KEY_MAX)
        return (at_str){"", 0};
    if (n && an->tokens[end - 1].space_before)
        buf[n++] = ' ';
    for (size_t i = 0; i < lemma.n; i++)
        buf[n + i] = (char)(lemma.p[i] >= 'A' && lemma.p[i] <= 'Z' ? lemma.p[i] + 32 : lemma.p[i]);
    return (at_str){buf, n + lemma.n};
}

at_title at__who_title(const at_ctx *c, uint32_t beg, uint32_t end)
{
    char buf[AT_KEY_MAX];
    bool common = !begins_upper(&c->an->tokens[beg]); /* "my father", but "Father Ignacio" */
    at_title t = title_key(c, at__who_key(c->an, beg, end, buf), common);
    if (!t.kind)
        t = title_key(c, singular(c->an, beg, end, buf), common);
    return t;
}

at_title at__who_title_before(const at_ctx *c, uint32_t least, uint32_t end, uint32_t *beg)
{
    at_title t = {0};
    for (uint32_t n = 7; n > 0; n--) {
        if (end < n || end - n < least)
            continue;
        t = at__who_title(c, end - n, end);
        if (t.kind) {
            *beg = end - n;
            return t;
        }
    }
    return t;
}

at_title at__who_title_at(const at_ctx *c, uint32_t tok)
{
    const at_analysis *an = c->an;
    const at_sentence *s = &an->sents[an->tokens[tok].sent];
    uint32_t beg;
    for (uint32_t end = tok + 7 < s->end ? tok + 7 : s->end; end > tok + 2; end--) {
        if (an->tokens[tok + 1].upos != AT_ADP)
            break;
        at_title t = at__who_title_before(c, tok, end, &beg);
        if (t.kind && beg == tok)
            return t;
    }
    uint32_t least = tok; /* the head is tok: no preposition between ("chief of police" is no police) */
    while (least > s->beg && an->tokens[least - 1].upos != AT_ADP && tok - least < 7)
        least--;
    at_title t = at__who_title_before(c, least, tok + 1, &beg);
    if (t.kind && at_starts(an->tokens[tok].lower, AT_S("spokes"))) /* "police spokesman" has the police's sector and a spokesman's office */
        t.office = AT_S("spokesman");
    return t;
}

uint32_t at__who_noun(const at_ctx *c, uint32_t tok)
{
    const at_lexicon *x = at_lexicon_get(c->lex, "sectors.tsv");
    char buf[AT_KEY_MAX];
    uint32_t first = c->an->sents[c->an->tokens[tok].sent].beg;
    for (uint32_t n = 4; n > 0; n--) {
        if (tok + 1 < first + n)
            continue;
        uint32_t beg = tok + 1 - n;
        if (n > 1 && c->an->tokens[beg + 1].upos == AT_ADP)
            continue; /* "chief of police" is no police */
        uint32_t r = at_lexicon_row(x, at__who_key(c->an, beg, tok + 1, buf));
        if (r == AT_NONE)
            r = at_lexicon_row(x, singular(c->an, beg, tok + 1, buf));
        if (r != AT_NONE)
            return r;
    }
    return AT_NONE;
}

/* Endings of nouns for human beings that need no row (Quirk et al. 1985, I.32-I.36: -ist, -eer, -man; -er is left out: "computer"). */
static at_being by_shape(at_str lemma)
{
    static const char *const ENDS[] = {"man", "woman", "men", "women", "person", "people", "ist", "eer", "monger", "crat", "worker", "holder", "dweller"};
    for (size_t i = 0; i < sizeof ENDS / sizeof *ENDS; i++)
        if (lemma.n > strlen(ENDS[i]) + 1 && at_ends(lemma, at_strz(ENDS[i])))
            return AT_BE_PERSON;
    return AT_BE_NONE;
}

static const char PLACES[] = "city town village capital region province district area territory island camp port border country state nation republic kingdom zone "
                             "neighborhood neighbourhood suburb county continent world place street square site location coast river mountain valley desert "
                             "peninsula municipality department governorate locality settlement airport homeland land";

bool at__who_aged(const at_analysis *an, uint32_t tok)
{
    at_str w = an->tokens[tok].lower;
    if (at_ends(w, AT_S("-year-old")) || at_ends(w, AT_S("-year-olds")))
        return true;
    return tok >= 2 && (at_eq(w, AT_S("old")) || at_eq(w, AT_S("olds"))) && at_eq(an->tokens[tok - 1].form, AT_S("-")) && at_eq(an->tokens[tok - 2].lower, AT_S("year"));
}

at_being at__who_noun_being(const at_ctx *c, uint32_t tok)
{
    const at_token *t = &c->an->tokens[tok];
    char buf[AT_KEY_MAX];
    at_str lemma = at__who_base(c->an, tok, buf);
    if (at__who_in(lemma, "country nation republic kingdom"))
        return AT_BE_STATE;
    if (at__who_aged(c->an, tok) || (t->feats & AT_F_PLUR && at__who_in(lemma, "hundred thousand dozen million score")))
        return AT_BE_PERSON;
    if (at_eq(lemma, AT_S("state")) && (t->rel == AT_R_CONJ || at_dep(c->an, tok, AT_R_CONJ) >= 0 || at_dep(c->an, tok, AT_R_NMOD) >= 0) &&
        !(t->feats & AT_F_PLUR))
        return AT_BE_THING; /* "a state of emergency", "state and military facilities" */
    if (at_eq(lemma, AT_S("force")) && !(t->feats & AT_F_PLUR) && at_dep(c->an, tok, AT_R_COMPOUND) < 0 && at_dep(c->an, tok, AT_R_AMOD) < 0)
        return AT_BE_THING; /* "by force" */
    if (at_eq(lemma, AT_S("power")) && !(t->feats & AT_F_PLUR))
        return AT_BE_THING; /* "in power"; "Western powers" act */
    if (at_eq(lemma, AT_S("state")))
        return AT_BE_STATE;
    if (at__who_in(lemma, PLACES))
        return AT_BE_PLACE;
    uint32_t r = at__who_noun(c, tok);
    const at_lexicon *x = at_lexicon_get(c->lex, "sectors.tsv");
    if (r != AT_NONE)
        return at_eq(at_cell(&x->t, r, 3), AT_S("person")) ? AT_BE_PERSON : AT_BE_GROUP;
    at_title title = at__who_title_at(c, tok);
    if (title.kind && title.kind != AT_T_HONORIFIC)
        return AT_BE_PERSON;
    at_being b = by_shape(lemma);
    return b ? b : AT_BE_THING;
}

at_str at__who_noun_sector(const at_ctx *c, uint32_t tok)
{
    const at_lexicon *x = at_lexicon_get(c->lex, "sectors.tsv");
    uint32_t r = at__who_noun(c, tok);
    at_title t = at__who_title_at(c, tok);
    if (t.kind > AT_T_HONORIFIC && t.kind != AT_T_KIN && (r == AT_NONE || t.office.n))
        return t.sector;
    return r == AT_NONE ? t.sector : at_cell(&x->t, r, 1);
}

at_gender at__who_noun_gender(const at_ctx *c, uint32_t tok)
{
    static const char MEN[] = "man boy father son brother husband uncle nephew grandfather grandson king prince spokesman chairman gunman policeman "
                              "businessman cleric imam priest bishop gentleman guy lad widower monk fisherman congressman widower";
    static const char WOMEN[] = "woman girl mother daughter sister wife aunt niece grandmother granddaughter queen princess spokeswoman chairwoman nun lady "
                                "widow policewoman businesswoman actress housewife congresswoman girlfriend bride";
    char buf[AT_KEY_MAX];
    at_str l = at__who_base(c->an, tok, buf);
    if (at__who_in(l, MEN))
        return AT_G_MALE;
    if (at__who_in(l, WOMEN))
        return AT_G_FEMALE;
    return at__who_title_at(c, tok).gender;
}

/* Surnames that stand first in Chinese, Korean and Vietnamese names: they tell no gender. */
static const char FAMILY_FIRST[] = "kim lee park choi jung jeong kang cho yoon jang lim han oh seo shin kwon hwang ahn song hong moon roh bae baek nam noh xi li wang zhang liu chen yang "
                                   "huang zhao wu zhou xu sun ma zhu hu guo he lin gao luo zheng liang xie tang deng feng peng zeng xiao tian dong yuan pan jiang cai yu du ye cheng wei "
                                   "nguyen tran le pham hoang phan vu vo dang bui do ho ngo duong ly";

at_gender at__who_given(const at_ctx *c, at_str key, at_str *full)
{
    const at_lexicon *x = at_lexicon_get(c->lex, "names.tsv");
    uint32_t r = key.n ? at_lexicon_row(x, key) : AT_NONE;
    if (full)
        *full = at_cell(&x->t, r == AT_NONE ? 0 : r, r == AT_NONE ? AT_NONE : 2);
    if (r == AT_NONE || at__who_in(key, FAMILY_FIRST))
        return AT_G_NONE;
    at_str g = at_cell(&x->t, r, 1);
    return at_eq(g, AT_S("m")) ? AT_G_MALE : at_eq(g, AT_S("f")) ? AT_G_FEMALE : AT_G_NONE;
}

bool at__who_is_given(const at_ctx *c, at_str key)
{
    return key.n && at_lexicon_row(at_lexicon_get(c->lex, "names.tsv"), key) != AT_NONE;
}
