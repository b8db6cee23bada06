#include <curl/curl.h>

// libcurl's setters take a variable argument list, which Swift does not import: one typed
// function per kind of value.
static inline CURLcode tw_curl_set_long(CURL *handle, CURLoption option, long value) {
    return curl_easy_setopt(handle, option, value);
}
static inline CURLcode tw_curl_set_string(CURL *handle, CURLoption option, const char *value) {
    return curl_easy_setopt(handle, option, value);
}
static inline CURLcode tw_curl_set_pointer(CURL *handle, CURLoption option, void *value) {
    return curl_easy_setopt(handle, option, value);
}
typedef size_t (*tw_curl_sink)(char *, size_t, size_t, void *);
static inline CURLcode tw_curl_set_sink(CURL *handle, CURLoption option, tw_curl_sink sink) {
    return curl_easy_setopt(handle, option, sink);
}
typedef curl_socket_t (*tw_curl_opener)(void *, curlsocktype, struct curl_sockaddr *);
static inline CURLcode tw_curl_set_opener(CURL *handle, tw_curl_opener opener) {
    return curl_easy_setopt(handle, CURLOPT_OPENSOCKETFUNCTION, opener);
}
static inline CURLcode tw_curl_get_long(CURL *handle, CURLINFO info, long *value) {
    return curl_easy_getinfo(handle, info, value);
}
typedef int (*tw_curl_progress)(void *, curl_off_t, curl_off_t, curl_off_t, curl_off_t);
static inline CURLcode tw_curl_set_progress(CURL *handle, tw_curl_progress progress) {
    return curl_easy_setopt(handle, CURLOPT_XFERINFOFUNCTION, progress);
}
static inline CURLcode tw_curl_set_list(CURL *handle, CURLoption option, struct curl_slist *list) {
    return curl_easy_setopt(handle, option, list);
}
// The address libcurl is about to connect to; it is longer than the field when it is of IPv6.
static inline const void *tw_curl_address(const struct curl_sockaddr *address) {
    return &address->addr;
}
