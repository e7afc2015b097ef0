// libcurl alone: the same webhooks or mails over a multi handle, nothing stored and nothing signed.
//   floor http|smtp PORT COUNT PARALLEL FILE      prints seconds
#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static char *content;
static size_t size;

typedef struct {
  CURL *handle;
  size_t position;
} transfer;

static size_t give(char *buffer, size_t one, size_t many, void *context) {
  transfer *mine = context;
  size_t left = size - mine->position, room = one * many, count = left < room ? left : room;
  memcpy(buffer, content + mine->position, count);
  mine->position += count;
  return count;
}

static size_t ignore(char *bytes, size_t one, size_t many, void *context) {
  (void)bytes, (void)context;
  return one * many;
}

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

int main(int words, char **word) {
  if (words != 6) return 2;
  int is_smtp = strcmp(word[1], "smtp") == 0, parallel = atoi(word[4]);
  long count = atol(word[3]), begun = 0, done = 0, failed = 0;
  FILE *file = fopen(word[5], "rb");
  if (file == NULL) return 2;
  content = malloc(1 << 20);
  size = fread(content, 1, 1 << 20, file);
  curl_global_init(CURL_GLOBAL_DEFAULT);
  CURLM *multi = curl_multi_init();
  char url[64];
  snprintf(url, sizeof url, is_smtp ? "smtp://127.0.0.1:%s/bench" : "http://127.0.0.1:%s/hook", word[2]);
  struct curl_slist *headers = NULL, *recipients = curl_slist_append(NULL, "<anna@example.org>");
  headers = curl_slist_append(headers, "Content-Type: application/json");
  headers = curl_slist_append(headers, "webhook-id: evt_1");
  headers = curl_slist_append(headers, "webhook-timestamp: 1700000000");
  headers = curl_slist_append(headers, "webhook-signature: v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=");
  headers = curl_slist_append(headers, "Expect:");
  transfer *transfers = calloc((size_t)parallel, sizeof(transfer));
  double start = now();
  for (int i = 0; i < parallel && begun < count; i++, begun++) {
    transfer *one = &transfers[i];
    one->handle = curl_easy_init();
    curl_easy_setopt(one->handle, CURLOPT_URL, url);
    curl_easy_setopt(one->handle, CURLOPT_PRIVATE, one);
    curl_easy_setopt(one->handle, CURLOPT_WRITEFUNCTION, ignore);
    curl_easy_setopt(one->handle, CURLOPT_HEADERFUNCTION, ignore);
    if (is_smtp) {
      curl_easy_setopt(one->handle, CURLOPT_MAIL_FROM, "<news@shop.example>");
      curl_easy_setopt(one->handle, CURLOPT_MAIL_RCPT, recipients);
      curl_easy_setopt(one->handle, CURLOPT_UPLOAD, 1L);
      curl_easy_setopt(one->handle, CURLOPT_READFUNCTION, give);
      curl_easy_setopt(one->handle, CURLOPT_READDATA, one);
      curl_easy_setopt(one->handle, CURLOPT_INFILESIZE_LARGE, (curl_off_t)size);
    } else {
      curl_easy_setopt(one->handle, CURLOPT_POSTFIELDS, content);
      curl_easy_setopt(one->handle, CURLOPT_POSTFIELDSIZE, (long)size);
      curl_easy_setopt(one->handle, CURLOPT_HTTPHEADER, headers);
    }
    curl_multi_add_handle(multi, one->handle);
  }
  while (done < count) {
    int running, left;
    curl_multi_perform(multi, &running);
    for (CURLMsg *message; (message = curl_multi_info_read(multi, &left)) != NULL;) {
      CURL *handle = message->easy_handle;
      if (message->data.result != CURLE_OK) failed++;
      done++;
      curl_multi_remove_handle(multi, handle);
      if (begun >= count) continue;
      begun++;
      transfer *one;
      curl_easy_getinfo(handle, CURLINFO_PRIVATE, (char **)&one);
      one->position = 0;
      curl_multi_add_handle(multi, handle);
    }
    if (done < count) curl_multi_poll(multi, NULL, 0, 1000, NULL);
  }
  if (failed > 0) fprintf(stderr, "%ld of %ld failed\n", failed, count);
  printf("%.6f\n", now() - start);
  return failed > 0;
}
