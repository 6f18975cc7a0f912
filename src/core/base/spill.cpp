// SPDX-License-Identifier: PostgreSQL
#include "core/base/spill.hpp"

#include <fcntl.h>
#include <linux/fs.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <new>
#include <string_view>
#include <system_error>
#include <utility>

#include "core/base/error.hpp"

namespace cdp {

namespace {

constexpr auto kBetweenReliefs = std::chrono::milliseconds(20);
constexpr long kZfs = 0x2FC12FC1;  // copies on every write, so that room cannot be reserved

class Descriptor {
public:
    explicit Descriptor(int fd) noexcept : fd_(fd) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() {
        if (fd_ >= 0) close(fd_);
    }
    int get() const noexcept { return fd_; }
    int take() noexcept { return std::exchange(fd_, -1); }

private:
    int fd_;
};

std::string megabytes(std::uint64_t bytes) { return std::to_string((bytes + (1 << 20) - 1) >> 20) + " MiB"; }

[[noreturn]] void throw_no_file(const std::string& folder, std::uint64_t bytes, int error) {
    const bool full = error == ENOSPC || error == EDQUOT;
    throw Error(full ? ErrorCode::kDiskFull : ErrorCode::kIo,
                "could not put " + megabytes(bytes) + " of work into a temporary file in \"" + folder + "\"",
                std::generic_category().message(error) + ".",
                full ? "Make room on the disk, name another in temp_tablespaces, or raise cdp.memory."
                     : "Raise cdp.memory, or name a tablespace on a local disk in temp_tablespaces.");
}

// A file without a name; -1 and errno when there is none. Where the system cannot make one, the name is taken away at once, and is
// one that the server removes when it starts.
int make_file(const std::string& folder) {
    int fd = open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC | O_EXCL, 0600);
    if (fd < 0 && errno == ENOENT) {
        mkdir(folder.c_str(), 0750);  // less what the process keeps from others
        fd = open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC | O_EXCL, 0600);
    }
    if (fd >= 0 || (errno != EOPNOTSUPP && errno != EISDIR)) return fd;
    std::string name = folder + "/pgsql_tmp.cdp.XXXXXX";
    fd = mkostemp(name.data(), O_CLOEXEC);
    if (fd >= 0) unlink(name.c_str());
    return fd;
}

// why: a page of a file that finds the disk full when it is written ends the process.
int reserve(int fd, std::uint64_t bytes) noexcept {
    struct statfs system {};
    if (fstatfs(fd, &system) == 0 && static_cast<long>(system.f_type) == kZfs) return EOPNOTSUPP;
    int flags = 0;
    if (ioctl(fd, FS_IOC_GETFLAGS, &flags) == 0 && (flags & FS_NOCOW_FL) == 0) {
        flags |= FS_NOCOW_FL;
        ioctl(fd, FS_IOC_SETFLAGS, &flags);  // known to btrfs, and nothing to the others
    }
    int result = 0;
    do {
        result = fallocate(fd, 0, 0, static_cast<off_t>(bytes));
    } while (result != 0 && errno == EINTR);
    return result == 0 ? 0 : errno;
}

// The pages of this process that it shares with no other, and those of files, in bytes; 0 where the system does not tell.
std::size_t own_pages() noexcept {
    char status[4096];
    const Descriptor file(open("/proc/self/status", O_RDONLY | O_CLOEXEC));
    const ssize_t n = file.get() < 0 ? 0 : read(file.get(), status, sizeof status);
    const std::string_view text(status, n < 0 ? 0 : static_cast<std::size_t>(n));
    std::size_t kilobytes = 0;
    for (const std::string_view field : {"RssAnon:", "RssFile:"}) {
        std::size_t at = text.find(field);
        if (at == std::string_view::npos) return 0;
        at = text.find_first_not_of(" \t", at + field.size());
        if (at == std::string_view::npos) return 0;
        std::size_t value = 0;
        std::from_chars(text.data() + at, text.data() + text.size(), value);
        kilobytes += value;
    }
    return kilobytes << 10;
}

}  // namespace

Spill::~Spill() {
    for (const auto& [block, bytes] : blocks_) munmap(block, bytes);
}

void Spill::take(std::uint64_t bytes) {
    const std::uint64_t now = used_.fetch_add(bytes, std::memory_order_relaxed) + bytes;
    if (now > most_) {
        used_.fetch_sub(bytes, std::memory_order_relaxed);
        throw Error(ErrorCode::kTempLimit, "temporary files would take more than temp_file_limit",
                    "The limit is " + megabytes(most_) + "; " + megabytes(now - bytes) + " of work are in files, and " +
                        std::to_string(bytes) + " bytes more do not fit into cdp.memory.",
                    "Raise cdp.memory or temp_file_limit, or work on fewer records at once.");
    }
}

void* Spill::allocate(std::size_t bytes, std::size_t elsewhere, std::size_t limit) {
    take(bytes);
    void* block = MAP_FAILED;
    try {
        const Descriptor file(make_file(folder_));
        if (file.get() < 0) throw_no_file(folder_, bytes, errno);
        if (const int error = reserve(file.get(), bytes); error != 0) throw_no_file(folder_, bytes, error);
        block = mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, file.get(), 0);
        if (block == MAP_FAILED) throw std::bad_alloc();
        const std::lock_guard<std::mutex> lock(guard_);
        blocks_.emplace(block, bytes);
        peak_ = std::max(peak_.load(std::memory_order_relaxed), used_.load(std::memory_order_relaxed));
        if (const std::size_t own = allowed_ == 0 ? own_pages() : 0; own > 0) allowed_ = limit + own - std::min(own, elsewhere);
    } catch (...) {
        if (block != MAP_FAILED) munmap(block, bytes);
        used_.fetch_sub(bytes, std::memory_order_relaxed);
        throw;
    }
    relieve();
    return block;
}

bool Spill::release(void* block) noexcept {
    if (used_.load(std::memory_order_relaxed) == 0) return false;
    std::size_t bytes = 0;
    {
        const std::lock_guard<std::mutex> lock(guard_);
        const auto it = blocks_.find(block);
        if (it == blocks_.end()) return false;
        bytes = it->second;
        blocks_.erase(it);
    }
    munmap(block, bytes);
    used_.fetch_sub(bytes, std::memory_order_relaxed);
    return true;
}

void Spill::relieve() noexcept {
    if (used_.load(std::memory_order_relaxed) == 0) return;
    const std::unique_lock<std::mutex> lock(guard_, std::try_to_lock);
    const auto now = std::chrono::steady_clock::now();
    if (!lock || now - relieved_ < kBetweenReliefs) return;
    relieved_ = now;
    if (own_pages() <= allowed_) return;
    // why: a shared mapping loses nothing by it, its pages go on in the system's cache.
    for (const auto& [block, bytes] : blocks_) madvise(block, bytes, MADV_DONTNEED);
}

}  // namespace cdp
