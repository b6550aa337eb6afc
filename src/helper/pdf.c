/*
 * attest-pdf: the text layer of a PDF file, read from standard input, written to standard output. A program of its own,
 * so that a damaged or hostile file can take down nothing but this process; attest starts it with limits on memory, time and
 * files. Output: "attest-pdf 1 PAGES", lines "title: ", "author: ", "created: " (if known), an empty line, then the text with a
 * form feed behind each page.
 */
#include <poppler.h>
#include <stdio.h>
#include <string.h>

enum { PAGES = 5000, LARGEST = 256 << 20 };

static GBytes *read_all(void)
{
    GByteArray *a = g_byte_array_new();
    guint8 buf[65536];
    size_t n;
    while ((n = fread(buf, 1, sizeof buf, stdin)) > 0 && a->len + n <= LARGEST)
        g_byte_array_append(a, buf, (guint)n);
    return g_byte_array_free_to_bytes(a);
}

/* One line: control characters become blanks. */
static void put_line(const char *key, char *value)
{
    if (!value)
        return;
    for (char *p = value; *p; p++)
        if ((unsigned char)*p < 0x20)
            *p = ' ';
    if (*value)
        printf("%s: %s\n", key, value);
    g_free(value);
}

int main(void)
{
    GError *e = NULL;
    GBytes *bytes = read_all();
    PopplerDocument *d = poppler_document_new_from_bytes(bytes, NULL, &e);
    if (!d) {
        fprintf(stderr, "%s\n", e ? e->message : "no PDF file");
        return 1;
    }
    int n = poppler_document_get_n_pages(d);
    printf("attest-pdf 1 %d\n", n);
    put_line("title", poppler_document_get_title(d));
    put_line("author", poppler_document_get_author(d));
    GDateTime *t = poppler_document_get_creation_date_time(d);
    if (t) {
        put_line("created", g_date_time_format(t, "%Y-%m-%d"));
        g_date_time_unref(t);
    }
    putchar('\n');
    for (int i = 0; i < n && i < PAGES; i++) {
        PopplerPage *p = poppler_document_get_page(d, i);
        char *text = p ? poppler_page_get_text(p) : NULL;
        if (text)
            fputs(text, stdout);
        fputs("\n\f", stdout);
        g_free(text);
        if (p)
            g_object_unref(p);
    }
    g_object_unref(d);
    g_bytes_unref(bytes);
    return fflush(stdout) || ferror(stdout) ? 2 : 0;
}
