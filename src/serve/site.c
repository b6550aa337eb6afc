#include "serve/site.h"

#include "base/data.h"
#include "base/err.h"
#include "serve/view.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PAGE_BYTES = 512 << 20, SITE_BYTES = 1 << 30 };

static at_code put_file(const at__site *site, at_str file, at_str bytes, at_err *err)
{
    char path[4096];
    if ((size_t)snprintf(path, sizeof path, "%s/%.*s", site->dir, AT_FMT(file)) >= sizeof path)
        return at_fail(err, AT_EUSAGE, "the folder's name is too long");
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0644);
    if (fd < 0)
        return at_fail_sys(err, "%s cannot be written", path);
    size_t done = 0;
    while (done < bytes.n) {
        ssize_t n = write(fd, bytes.p + done, bytes.n - done);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            break;
        done += (size_t)n;
    }
    bool ok = close(fd) == 0 && done == bytes.n;
    return ok ? AT_OK : at_fail_sys(err, "%s cannot be written", path);
}

/* An old export must not stay between: what has been made confidential since would be in it. */
static at_code make_folders(const at__site *site, at_err *err)
{
    static const char *const within[] = {"", "/report", "/incident", "/actor", "/index", "/events", "/figures", "/disputes"};
    char path[4096];
    DIR *d = opendir(site->dir);
    size_t others = 0;
    for (struct dirent *e; d && (e = readdir(d));)
        others += strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0;
    if (d)
        closedir(d);
    if (others)
        return at_fail(err, AT_EUSAGE, "the folder %.180s is not empty; give a new one", site->dir);
    for (size_t i = 0; i < sizeof within / sizeof *within; i++) {
        if ((size_t)snprintf(path, sizeof path, "%s%s", site->dir, within[i]) >= sizeof path)
            return at_fail(err, AT_EUSAGE, "the folder's name is too long");
        if (mkdir(path, 0755) != 0 && errno != EEXIST)
            return at_fail_sys(err, "%s cannot be made", path);
    }
    return AT_OK;
}

/* ---- one page ---- */

/* Runs its view; the answer is in r->out. */
static void run(at__site *site, at__req *r, const at__site_page *p)
{
    bool known;
    r->site = site;
    r->store = site->store;
    r->q = (at_sql){site->store->db, SQLITE_OK};
    r->method = AT_S("GET");
    r->path = p->path;
    r->status = 200;
    at__req_parse(r, p->query, false);
    for (size_t i = 0; i < site->base.n; i++)
        if (!at__req_arg(r, at_arena_fmt(&r->mem, "%.*s", AT_FMT(site->base.p[i].name)).p).n)
            *at_push(&r->mem, &r->args) = site->base.p[i];
    const at__route *route = at__route_find(r, &known);
    if (route)
        route->view(r);
    else
        at__req_fail(r, 404, "There is no such page", "The record does not hold it any more.");
}

/* The page's HTML into *out, and its links into the list. */
static bool make(at__site *site, at__req *r, at_buf *out, const at__site_page *p)
{
    at_arena_init(&r->mem, PAGE_BYTES, &r->fail);
    if (setjmp(r->fail) != 0)
        return false;
    run(site, r, p);
    if (r->q.rc == SQLITE_OK && !r->out.bad)
        at__site_links(site, r, out, (at_str){r->out.p ? r->out.p : "", r->out.n}, p->file);
    return !r->out.bad && !out->bad;
}

static at_code page(at__site *site, size_t i, at_err *err)
{
    at__req r = {0};
    at_buf out = {0};
    at__site_page p = site->pages.p[i];
    at_code code = make(site, &r, &out, &p) ? at_sql_code(&r.q, err) : at_fail(err, AT_ENOMEM, "out of memory");
    at__req_end_all(&r);
    if (code == AT_OK)
        code = put_file(site, p.file, (at_str){out.p ? out.p : "", out.n}, err);
    json_decref(r.json);
    at_buf_release(&r.out);
    at_buf_release(&out);
    at_arena_release(&r.mem);
    return code;
}

/* ---- what people keep back ---- */

at_str at__site_text(at__req *r, int64_t report, at_str text)
{
    char *copy = NULL;
    sqlite3_stmt *st = at__req_sql(r, "SELECT beg, end FROM finding WHERE report = ?1 AND confidential");
    at_sql_int(&r->q, st, 1, report);
    while (at_sql_step(&r->q, st)) {
        size_t beg = (size_t)sqlite3_column_int64(st, 0), end = (size_t)sqlite3_column_int64(st, 1);
        if (!copy)
            text.p = copy = (char *)(uintptr_t)at_arena_str(&r->mem, text).p;
        for (size_t i = beg; i < end && i < text.n; i++)
            copy[i] = copy[i] == '\n' ? '\n' : '*';
    }
    at__req_end(r, st);
    return text;
}

bool at__site_withheld(at__req *r, int64_t report, int64_t pos)
{
    sqlite3_stmt *st = at__req_sql(r, "SELECT 1 FROM finding f JOIN finding c ON c.report = f.report AND c.confidential AND c.beg < f.end AND f.beg < c.end WHERE f.report = ?1 AND f.pos = ?2");
    at_sql_int(&r->q, st, 1, report);
    at_sql_int(&r->q, st, 2, pos);
    bool yes = at_sql_step(&r->q, st);
    at__req_end(r, st);
    return yes;
}

/* ---- the whole folder ---- */

static void take_base(at__site *site, const at_filter *f)
{
    const struct {
        at_str name, value;
    } all[] = {{AT_S("report"), f->report}, {AT_S("since"), f->since}, {AT_S("until"), f->until}, {AT_S("place"), f->place}, {AT_S("actor"), f->actor},
               {AT_S("source"), f->source}, {AT_S("q"), f->words}, {AT_S("type"), f->type}, {AT_S("stance"), f->stance}};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (all[i].value.n)
            *at_push(site->mem, &site->base) = (at__arg){all[i].name, all[i].value};
}

static at_code all_pages(at__site *site, at_err *err)
{
    at_code code = put_file(site, AT_S("style.css"), at_data("style.css"), err);
    if (code == AT_OK)
        code = put_file(site, AT_S("icon.svg"), at_data("icon.svg"), err);
    *at_push(site->mem, &site->pages) = (at__site_page){AT_S("/"), AT_S(""), AT_S("index.html")}; /* its links lead to all others */
    at_map_set(&site->seen, AT_S("index.html"), 0);
    for (size_t i = 0; i < site->pages.n && code == AT_OK; i++)
        code = page(site, i, err);
    return code;
}

at_code at_store_site(at_store *s, const char *dir, const at_filter *f, size_t *pages, at_err *err)
{
    at_arena mem;
    jmp_buf fail;
    at__site site = {.store = s, .dir = dir, .mem = &mem};
    *pages = 0;
    at_arena_init(&mem, SITE_BYTES, &fail);
    at_code code = make_folders(&site, err);
    if (code == AT_OK && sqlite3_exec(s->db, "BEGIN", NULL, NULL, NULL) != SQLITE_OK) /* all pages show one state of the record */
        code = at_fail(err, AT_EDB, "%s", sqlite3_errmsg(s->db));
    if (code == AT_OK) {
        if (setjmp(fail) == 0) {
            at_map_init(&site.seen, &mem);
            take_base(&site, f);
            code = all_pages(&site, err);
        } else {
            code = at_fail(err, AT_ENOMEM, "out of memory");
        }
        sqlite3_exec(s->db, "ROLLBACK", NULL, NULL, NULL);
    }
    *pages = site.pages.n;
    at_arena_release(&mem);
    return code;
}
