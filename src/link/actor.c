#include "link/actor.h"

#include "base/str.h"
#include "base/utf8.h"
#include "base/vec.h"

static bool next_word(at_str s, size_t *at, at_str *word)
{
    while (*at < s.n && (s.p[*at] == ' ' || s.p[*at] == '-' || s.p[*at] == '.' || s.p[*at] == '\''))
        ++*at;
    size_t beg = *at;
    while (*at < s.n && s.p[*at] != ' ' && s.p[*at] != '-' && s.p[*at] != '.' && s.p[*at] != '\'')
        ++*at;
    *word = at_sub(s, beg, *at);
    return word->n > 0;
}

/* The Arabic article and what it becomes before some consonants. */
static bool article(at_str w)
{
    return at_in_list(AT_S("al el ul ad as ash az an ar at the"), ' ', w);
}

static char vowel_class(char c)
{
    return c == 'a' ? 'a' : c == 'e' || c == 'i' || c == 'y' ? 'i' : c == 'o' || c == 'u' ? 'u' : 0;
}

/* Letters that writers of other alphabets use for one another. */
static char consonant(const char *p, size_t n, size_t *used)
{
    static const char *const two[] = {"khk", "ghk", "qhk", "dhd", "tht", "phf", "shs", "chs", "zhs", "tss", "tzs", "ckk"};
    *used = 1;
    for (size_t i = 0; n >= 2 && i < sizeof two / sizeof *two; i++)
        if (p[0] == two[i][0] && p[1] == two[i][1]) {
            *used = 2;
            return two[i][2];
        }
    switch (*p) {
    case 'g': case 'q': case 'c': return 'k';
    case 'w': return 'v';
    case 'z': case 'j': return 's';
    case 'x': return 'k';
    default: return *p;
    }
}

at_str at__name_sound(at_arena *mem, at_str key)
{
    char *o = at_alloc(mem, key.n + 8);
    size_t n = 0, words = 0, at = 0, letters = 0;
    at_str w;
    while (next_word(key, &at, &w)) {
        bool had_vowel = false;
        if (article(w))
            continue;
        if (words++)
            o[n++] = ' ';
        for (size_t i = 0, used; i < w.n; i += used) {
            char v = vowel_class(w.p[i]);
            used = 1;
            if (v && !had_vowel) {
                had_vowel = true;
                o[n++] = v;
            } else if (!v) {
                char c = consonant(w.p + i, w.n - i, &used);
                if (!(c == 'h' && i) && !(n && o[n - 1] == c)) { /* an h inside is often left out; doubled letters are one */
                    o[n++] = c;
                    letters++;
                }
            }
        }
    }
    return words >= 2 && letters >= 4 ? (at_str){o, n} : AT_S("");
}

at_str at__name_acronym(at_arena *mem, at_str name)
{
    char *o = at_alloc(mem, name.n + 1);
    size_t n = 0, at = 0, words = 0, capitals = 0;
    at_str w;
    while (next_word(name, &at, &w)) {
        words++;
        if (w.p[0] >= 'A' && w.p[0] <= 'Z')
            o[n++] = (char)(w.p[0] + 32);
    }
    for (size_t i = 0; i < name.n; i++)
        capitals += name.p[i] >= 'A' && name.p[i] <= 'Z';
    if (words == 1 && capitals >= 3 && capitals + 1 >= name.n)
        return at_utf8_key(mem, name);
    return words >= 3 && n >= 3 ? (at_str){o, n} : AT_S("");
}

typedef struct {
    at_str id, name, type, country, sector, json;
} named;

static at_str copy(at_arena *mem, sqlite3_stmt *st, int i)
{
    return at_arena_str(mem, at_sql_column(st, i));
}

/* The number in the only row, and the end of the statement; 0: no row or several. */
static int64_t only_row(at_sql *q, sqlite3_stmt *st)
{
    int64_t n = at_sql_step(q, st) ? sqlite3_column_int64(st, 0) : 0;
    if (n && at_sql_step(q, st))
        n = 0;
    at_sql_end(q, st);
    return n;
}

/* One actor that has a key; 0: none or several. */
static int64_t look_up(at_sql *q, at_str key, const named *a, bool country)
{
    sqlite3_stmt *st = at_sql_prepare(q, country ? "SELECT l.n FROM link_name k CROSS JOIN link_actor l ON l.n = k.actor WHERE k.key = ?1 AND coalesce(l.country, '') = ?2 AND (l.type = 'person') = (?3 = 'person') LIMIT 2"
                                                 : "SELECT l.n FROM link_name k CROSS JOIN link_actor l ON l.n = k.actor WHERE k.key = ?1 AND (l.type = 'person') = (?3 = 'person') AND ?2 = ?2 LIMIT 2");
    at_sql_text(q, st, 1, key);
    at_sql_text(q, st, 2, a->country);
    at_sql_text(q, st, 3, a->type);
    return only_row(q, st);
}

static void put_key(at_sql *q, int64_t actor, at_str key)
{
    if (!key.n)
        return;
    sqlite3_stmt *st = at_sql_prepare(q, "INSERT OR IGNORE INTO link_name(key, actor) VALUES(?1, ?2)");
    at_sql_text(q, st, 1, key);
    at_sql_int(q, st, 2, actor);
    (void)at_sql_step(q, st);
    at_sql_end(q, st);
}

/* Does an actor with this family name share a role ("president") with a? */
static int64_t by_role(at_sql *q, at_str key, const named *a)
{
    sqlite3_stmt *st = at_sql_prepare(q, "SELECT DISTINCT k.actor FROM link_name k CROSS JOIN link_actor_member m ON m.actor = k.actor CROSS JOIN actor x ON x.report = m.report AND x.id = m.id,"
                                         " json_each(x.json, '$.roles') AS r WHERE k.key = ?1 AND r.value IN (SELECT value FROM json_each(?2, '$.roles')) LIMIT 2");
    at_sql_text(q, st, 1, key);
    at_sql_text(q, st, 2, a->json);
    return only_row(q, st);
}

typedef struct {
    at_str full, sound, acronym, family;
    bool person, proper;
} keys;

static at_str prefixed(at_arena *mem, const char *head, at_str s)
{
    return s.n ? at_arena_cat(mem, at_strz(head), s) : AT_S("");
}

static keys keys_of(at_arena *mem, const named *a)
{
    keys k = {.person = at_eq(a->type, AT_S("person"))};
    at_str key = at_utf8_key(mem, a->name), w, last = {"", 0};
    if (at_starts(key, AT_S("the ")))
        key = at_sub(key, 4, key.n);
    for (size_t i = 0; i < a->name.n; i++)
        k.proper |= a->name.p[i] >= 'A' && a->name.p[i] <= 'Z';
    for (size_t at = 0; next_word(key, &at, &w);)
        last = w;
    bool one = last.n == key.n;
    k.full = prefixed(mem, "n:", key);
    k.sound = k.person ? prefixed(mem, "s:", at__name_sound(mem, key)) : AT_S("");
    k.acronym = k.person ? AT_S("") : prefixed(mem, "a:", at__name_acronym(mem, a->name));
    /* the sound of a family name needs a second word to be one at all */
    at_str sound = at__name_sound(mem, at_arena_cat(mem, AT_S("bbbb "), last));
    k.family = k.person && sound.n > 6 ? prefixed(mem, one ? "f:" : "g:", at_sub(sound, 2, sound.n)) : AT_S("");
    return k;
}

/* The actor of the record that a is, and why; 0: a new one. */
static int64_t find(at_sql *q, at_arena *mem, const named *a, const keys *k, const char **why)
{
    int64_t n = look_up(q, k->full, a, !k->person && !k->proper);
    *why = "name";
    if (!n && k->sound.n && (n = look_up(q, k->sound, a, false)))
        *why = "transliteration";
    if (!n && k->acronym.n && (n = look_up(q, k->acronym, a, true)))
        *why = "acronym";
    if (!n && k->family.n) {
        /* a family name alone meets full names that end in it, and the other way round */
        char *other = at_alloc(mem, k->family.n + 1);
        memcpy(other, k->family.p, k->family.n);
        other[0] = other[0] == 'f' ? 'g' : 'f';
        at_str key = {other, k->family.n};
        if ((n = by_role(q, key, a)))
            *why = "family name and role";
        else if (a->country.n && (n = look_up(q, key, a, true)))
            *why = "family name and country";
    }
    return n;
}

static int64_t open_actor(at_sql *q, const named *a)
{
    sqlite3_stmt *st = at_sql_prepare(q, "INSERT INTO link_actor(name, type, country, sector) VALUES(?1, ?2, ?3, ?4)");
    at_sql_text(q, st, 1, a->name);
    at_sql_text0(q, st, 2, a->type);
    at_sql_text0(q, st, 3, a->country);
    at_sql_text0(q, st, 4, a->sector);
    (void)at_sql_step(q, st);
    at_sql_end(q, st);
    return q->rc == SQLITE_OK ? sqlite3_last_insert_rowid(q->db) : 0;
}

static void put_member(at_sql *q, int64_t report, const named *a, int64_t actor, const char *why)
{
    sqlite3_stmt *st = at_sql_prepare(q, "INSERT OR REPLACE INTO link_actor_member(report, id, actor, reason) VALUES(?1, ?2, ?3, ?4)");
    at_sql_int(q, st, 1, report);
    at_sql_text(q, st, 2, a->id);
    at_sql_int(q, st, 3, actor);
    at_sql_text(q, st, 4, at_strz(why));
    (void)at_sql_step(q, st);
    at_sql_end(q, st);
    /* the fullest name stands for all */
    st = at_sql_prepare(q, "UPDATE link_actor SET mentions = mentions + 1, name = iif(?3 = 'person' AND length(?2) > length(name) AND instr(?2, ' ') > 0, ?2, name),"
                           " country = coalesce(country, ?4), sector = coalesce(sector, ?5) WHERE n = ?1");
    at_sql_int(q, st, 1, actor);
    at_sql_text(q, st, 2, a->name);
    at_sql_text(q, st, 3, a->type);
    at_sql_text0(q, st, 4, a->country);
    at_sql_text0(q, st, 5, a->sector);
    (void)at_sql_step(q, st);
    at_sql_end(q, st);
}

void at__actors_put(at_sql *q, at_arena *mem, int64_t report)
{
    AT_VEC(named) all = {0};
    sqlite3_stmt *st = at_sql_prepare(q, "SELECT id, name, coalesce(type, ''), coalesce(country, ''), coalesce(sector, ''), json FROM actor WHERE report = ?1 AND name <> ''"
                                         " ORDER BY length(name) DESC, id");
    at_sql_int(q, st, 1, report);
    while (at_sql_step(q, st))
        *at_push(mem, &all) = (named){copy(mem, st, 0), copy(mem, st, 1), copy(mem, st, 2), copy(mem, st, 3), copy(mem, st, 4), copy(mem, st, 5)};
    at_sql_end(q, st);
    for (size_t i = 0; i < all.n && q->rc == SQLITE_OK; i++) {
        const named *a = &all.p[i];
        keys k = keys_of(mem, a);
        const char *why = "first";
        int64_t n = find(q, mem, a, &k, &why);
        if (!n) {
            n = open_actor(q, a);
            why = "first";
        }
        put_key(q, n, k.full);
        put_key(q, n, k.sound);
        put_key(q, n, k.acronym);
        put_key(q, n, k.family);
        put_member(q, report, a, n, why);
    }
}

void at__actors_drop(at_sql *q, int64_t report)
{
    static const char *const sql[] = {
        "UPDATE link_actor SET mentions = mentions - (SELECT count(*) FROM link_actor_member m WHERE m.actor = link_actor.n AND m.report = ?1)"
        " WHERE n IN (SELECT actor FROM link_actor_member WHERE report = ?1)",
        "CREATE TEMP TABLE IF NOT EXISTS gone(actor INTEGER PRIMARY KEY)",
        "INSERT OR IGNORE INTO gone SELECT actor FROM link_actor_member WHERE report = ?1",
        "DELETE FROM link_actor_member WHERE report = ?1",
        "DELETE FROM link_actor WHERE n IN (SELECT actor FROM gone) AND mentions <= 0",
        "DELETE FROM gone",
    };
    for (size_t i = 0; i < sizeof sql / sizeof *sql; i++) {
        sqlite3_stmt *st = at_sql_prepare(q, sql[i]);
        if (st && sqlite3_bind_parameter_count(st))
            at_sql_int(q, st, 1, report);
        (void)at_sql_step(q, st);
        at_sql_end(q, st);
    }
}
