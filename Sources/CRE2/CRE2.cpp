#include "CRE2.h"

#include <algorithm>
#include <cstring>
#include <memory>
#include <new>
#include <string>
#include <vector>

#include <re2/re2.h>

namespace {

const RE2 *regex(cre2_expression expression) { return reinterpret_cast<const RE2 *>(expression); }

// RE2 looks at the data pointer only to tell "empty" from "no text".
re2::StringPiece piece(const char *text, size_t length) { return re2::StringPiece(text ? text : "", length); }

void write(const std::string &message, char *error, size_t capacity) {
    if (!error || capacity == 0) return;
    size_t length = std::min(message.size(), capacity - 1);
    std::memcpy(error, message.data(), length);
    error[length] = 0;
}

}  // namespace

cre2_expression cre2_compile(const char *pattern, size_t length, char *error, size_t capacity) {
    RE2::Options options;
    options.set_dot_nl(true);
    options.set_log_errors(false);
    std::unique_ptr<RE2> compiled(new (std::nothrow) RE2(piece(pattern, length), options));
    if (!compiled) {
        write("out of memory", error, capacity);
        return 0;
    }
    if (!compiled->ok()) {
        write(compiled->error(), error, capacity);
        return 0;
    }
    return reinterpret_cast<cre2_expression>(compiled.release());
}

void cre2_free(cre2_expression expression) { delete regex(expression); }

bool cre2_matches(cre2_expression expression, const char *text, size_t length) {
    return regex(expression)->Match(piece(text, length), 0, length, RE2::ANCHOR_BOTH, nullptr, 0);
}

size_t cre2_group_count(cre2_expression expression) {
    return static_cast<size_t>(std::max(0, regex(expression)->NumberOfCapturingGroups()));
}

size_t cre2_group_number(cre2_expression expression, const char *name, size_t length) {
    const auto &groups = regex(expression)->NamedCapturingGroups();
    const auto found = groups.find(std::string(name ? name : "", length));
    return found == groups.end() ? 0 : static_cast<size_t>(found->second);
}

bool cre2_capture(cre2_expression expression, const char *text, size_t length, size_t *bounds, size_t count) {
    std::vector<re2::StringPiece> groups(count);
    const re2::StringPiece whole = piece(text, length);
    if (!regex(expression)->Match(whole, 0, length, RE2::ANCHOR_BOTH, groups.data(), static_cast<int>(count))) {
        return false;
    }
    for (size_t index = 0; index < count; index++) {
        const bool took_part = groups[index].data() != nullptr;
        const size_t start = took_part ? static_cast<size_t>(groups[index].data() - whole.data()) : 0;
        bounds[2 * index] = start;
        bounds[2 * index + 1] = start + groups[index].size();
    }
    return true;
}
