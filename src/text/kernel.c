#include "text/kernel.h"

#include "base/str.h"
#if defined(__aarch64__) && defined(__linux__)
#include <asm/hwcap.h>
#include <sys/auxv.h>
#endif

size_t at__attention_floats(size_t t)
{
    size_t t16 = (t + 15) & ~(size_t)15;
    return t16 * 16 + t16 * (32 + 32 + 16) / 2; /* scores of 32 bits; keys, values and weights of at most 16 */
}

static bool has(const char *name)
{
#if defined(__x86_64__)
    __builtin_cpu_init();
    if (at_eq(at_strz(name), AT_S("avx512")))
        return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl") &&
               __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vnni");
    if (at_eq(at_strz(name), AT_S("avx2")))
        return __builtin_cpu_supports("avx2");
#endif
#if defined(__aarch64__) && defined(__linux__)
    if (at_eq(at_strz(name), AT_S("neon")))
        return getauxval(AT_HWCAP) & HWCAP_ASIMDDP;
#endif
    return at_eq(at_strz(name), AT_S("portable"));
}

const at__kernel *at__kernel_get(const char *name)
{
    const at__kernel *all[] = {at__kernel_avx512(), at__kernel_avx2(), at__kernel_neon(), at__kernel_portable()};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (all[i] && (!name || at_eq(at_strz(name), at_strz(all[i]->name))) && has(all[i]->name))
            return all[i];
    return NULL;
}
