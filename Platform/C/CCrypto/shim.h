#include <openssl/bio.h>
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/params.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/rand.h>
#include <openssl/x509.h>

// Macros that Swift does not see.
static inline void tradewind_free(void *memory) { OPENSSL_free(memory); }

// A name in one line, `CN=…, O=…`: characters beyond ASCII as they are.
static inline int tradewind_print_name(BIO *output, const X509_NAME *name) {
    unsigned long flags = XN_FLAG_ONELINE & ~ASN1_STRFLGS_ESC_MSB & ~XN_FLAG_SPC_EQ;
    return X509_NAME_print_ex(output, name, 0, flags);
}
