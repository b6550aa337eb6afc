#include "read/mail.h"

#include "base/err.h"
#include "base/str.h"
#include "read/http.h"
#include "read/mime.h"

/* "From sender Thu Jan  6 10:14:00 2022": the line that begins a message of an mbox file. */
static bool from_line(at_str s)
{
    at_str line;
    if (!at_starts(s, AT_S("From ")) || !at_cut(&s, '\n', &line) || line.n > 400)
        return false;
    for (size_t i = 1; i + 1 < line.n; i++) /* a time of day */
        if (line.p[i] == ':' && line.p[i - 1] >= '0' && line.p[i - 1] <= '9' && line.p[i + 1] >= '0' && line.p[i + 1] <= '9')
            return true;
    return false;
}

bool at_mail_looks(at_str s)
{
    static const char names[] =
        "from,to,date,subject,message-id,mime-version,received,return-path,delivered-to,content-type,reply-to,sender,"
        "dkim-signature,list-id,content-transfer-encoding,x-mailer,cc";
    at_str line, name, value;
    unsigned known = 0;
    if (from_line(s))
        return true;
    for (unsigned n = 0; n < 60 && s.n && at_cut(&s, '\n', &line); n++) {
        if (!at_trim(line).n)
            break;
        if (line.p[0] == ' ' || line.p[0] == '\t')
            continue;
        if (!at_http_field(line, &name, &value) || at_index_char(name, ' ', 0) != SIZE_MAX)
            return false;
        char lower[32];
        if (name.n < sizeof lower) {
            for (size_t i = 0; i < name.n; i++)
                lower[i] = (char)(name.p[i] >= 'A' && name.p[i] <= 'Z' ? name.p[i] | 32 : name.p[i]);
            known += at_in_list((at_str){names, sizeof names - 1}, ',', (at_str){lower, name.n});
        }
    }
    return known >= 3;
}

/* Where the message at the window's start ends, reading as far as needed; 0 if it is longer than AT_MAIL_LARGEST. */
static at_code find_end(at_mail *m, at_bytes *in, size_t *end, at_err *err)
{
    size_t seen = 1;
    for (;;) {
        at_str have = at_bytes_have(in);
        *end = have.n;
        for (size_t at; m->mbox && (at = at_index(have, AT_S("\nFrom "), seen)) != SIZE_MAX; seen = at + 1) {
            bool blank = have.p[at - 1] == '\n' || (have.p[at - 1] == '\r' && at > 1 && have.p[at - 2] == '\n');
            if (!in->eof && have.n - at < 512)
                break;
            if (blank && from_line(at_sub(have, at + 1, have.n))) {
                *end = at + 1;
                return AT_OK;
            }
        }
        if (in->eof)
            return AT_OK;
        if (have.n > AT_MAIL_LARGEST) {
            *end = 0;
            return AT_OK;
        }
        if (m->mbox) {
            size_t at = at_index(have, AT_S("\nFrom "), seen);
            seen = at != SIZE_MAX ? at : have.n > 6 ? have.n - 6 : 1;
        }
        at_code rc = at_bytes_more(in, err);
        if (rc != AT_OK)
            return rc;
    }
}

/* Passes over what is left of a message that is too long. */
static at_code skip_message(at_mail *m, at_bytes *in, at_err *err)
{
    for (;;) {
        at_str have = at_bytes_have(in);
        size_t at = m->mbox ? at_index(have, AT_S("\n\nFrom "), 0) : SIZE_MAX;
        if (at != SIZE_MAX) {
            at_bytes_take(in, at + 2);
            return AT_OK;
        }
        at_bytes_take(in, in->eof ? have.n : have.n > 8 ? have.n - 8 : 0);
        if (in->eof)
            return AT_OK;
        at_code rc = at_bytes_more(in, err);
        if (rc != AT_OK)
            return rc;
    }
}

/* mbox files have ">" before "From " at the start of a line, and before ">From " */
static at_str unquote(at_arena *mem, at_str s)
{
    if (at_index(s, AT_S("\n>"), 0) == SIZE_MAX)
        return s;
    char *out = at_alloc(mem, s.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++) {
        size_t j = i;
        if (s.p[i] == '>' && i && s.p[i - 1] == '\n') {
            while (j < s.n && s.p[j] == '>')
                j++;
            if (at_starts(at_sub(s, j, s.n), AT_S("From ")))
                continue;
        }
        out[n++] = s.p[i];
    }
    return (at_str){out, n};
}

static void fill(at_report *r, const at_mime *m, at_str message)
{
    r->name = m->id;
    r->title = m->subject;
    r->publisher = m->from;
    r->published = m->date;
    r->text = m->text;
    r->form = m->html ? AT_FORM_HTML : AT_FORM_TEXT;
    r->piece = m->html;
    r->charset = m->charset;
    r->source = message;
    r->problem = m->problem;
}

at_code at_mail_next(at_mail *m, at_bytes *in, at_arena *mem, at_item *item, at_err *err)
{
    at_code rc = at_bytes_need(in, m->begun ? 1 : 512, err);
    if (rc != AT_OK)
        return rc;
    at_str have = at_bytes_have(in), line;
    if (!m->begun)
        m->mbox = from_line(have);
    m->begun = true;
    item->kind = AT_ITEM_END;
    if (!have.n)
        return AT_OK;
    size_t end, file = at_bytes_file(in);
    rc = find_end(m, in, &end, err);
    if (rc != AT_OK)
        return rc;
    item->byte = file;
    if (!end) {
        rc = skip_message(m, in, err);
        return rc != AT_OK ? rc
                           : at_fail_at(err, AT_ELIMIT, file, "message of more than %zu MiB: not read", AT_MAIL_LARGEST >> 20);
    }
    at_str message = at_sub(at_bytes_have(in), 0, end);
    at_bytes_take(in, end);
    if (m->mbox) {
        (void)at_cut(&message, '\n', &line);
        message = unquote(mem, message);
    }
    at_mime *mime = at_new(mem, at_mime, 1);
    at_mime_read(mime, mem, message);
    fill(&item->report, mime, message);
    item->report.within_byte = file;
    item->kind = AT_ITEM_REPORT;
    return AT_OK;
}
