// libcurl for Swift: the variadic calls as typed inline functions.
#pragma once
#define CURL_DISABLE_TYPECHECK 1
#include <curl/curl.h>
