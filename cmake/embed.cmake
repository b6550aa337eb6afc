# Puts every data/*.tsv, the SQL and the files of the page into the program as bytes, found by name through at_data(). Sets AT_TABLE and AT_EMBED.
file(GLOB AT_DATA CONFIGURE_DEPENDS data/*.tsv src/store/*.sql src/serve/web/*.css src/serve/web/*.js src/serve/web/*.svg docs/openapi.json)
set(AT_EMBED ${CMAKE_BINARY_DIR}/data_embed.S)
set(AT_TABLE ${CMAKE_BINARY_DIR}/data_table.c)
set(asm "    .section .rodata\n")
set(decl "")
set(rows "")
set(k 0)
foreach(f ${AT_DATA})
  get_filename_component(n ${f} NAME)
  string(APPEND asm "    .balign 16\n    .globl at__data_${k}\n    .globl at__data_${k}_end\nat__data_${k}:\n    .incbin \"${f}\"\nat__data_${k}_end:\n    .byte 0\n")
  string(APPEND decl "extern const char at__data_${k}[], at__data_${k}_end[];\n")
  string(APPEND rows "    {\"${n}\", at__data_${k}, at__data_${k}_end},\n")
  math(EXPR k "${k}+1")
endforeach()
string(APPEND asm "    .section .note.GNU-stack,\"\",@progbits\n")
file(CONFIGURE OUTPUT ${AT_EMBED} CONTENT "${asm}" @ONLY)
file(CONFIGURE OUTPUT ${AT_TABLE} CONTENT "/* made by cmake from the names in data/ */
#include \"base/data.h\"
#include \"base/str.h\"
${decl}
static const struct { const char *name, *beg, *end; } files[] = {
${rows}    {0, 0, 0}};

at_str at_data(const char *name)
{
    for (int i = 0; files[i].name; i++)
        if (at_eq(at_strz(files[i].name), at_strz(name)))
            return (at_str){files[i].beg, (size_t)(files[i].end - files[i].beg)};
    return (at_str){\"\", 0};
}
" @ONLY)
set_source_files_properties(${AT_EMBED} PROPERTIES OBJECT_DEPENDS "${AT_DATA}")
