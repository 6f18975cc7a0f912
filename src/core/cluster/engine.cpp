// SPDX-License-Identifier: PostgreSQL
#include "core/cluster/engine.hpp"

#if defined(__GLIBC__)
#include <malloc.h>
#endif

#include <algorithm>

#include "core/base/json_object.hpp"
#include "core/link/freeze.hpp"
#include "core/link/train.hpp"
#include "core/score/model_json.hpp"

namespace cdp::cluster {

namespace {

constexpr std::size_t kManyRecords = 100'000;

// why: what threads have freed stays with the process otherwise, and hardly serves what comes after. For few records it is
// less than the call takes.
void give_back_freed([[maybe_unused]] std::size_t records) noexcept {
#if defined(__GLIBC__)
    if (records >= kManyRecords) malloc_trim(0);
#endif
}

}  // namespace

void Engine::set_kinds(std::string_view json) {
    const auto fields = parse_json_object(json);
    std::string all;
    for (const auto name : text::kKindNames) all += (all.empty() ? "" : ", ") + std::string(name);
    const std::string hint = "Give column and kind, such as {\"c3\": \"given_name\"}. Kinds: " + all + ".";
    if (!fields) throw Error(ErrorCode::kInvalidArgument, "kinds must be a JSON object", {}, hint);
    for (const auto& field : *fields) {
        const auto known = field.is_string ? text::kind_from_name(*field.text) : std::nullopt;
        if (!known)
            throw Error(ErrorCode::kInvalidArgument,
                        "unknown kind \"" + field.text.value_or("null") + "\" for column \"" + field.name + "\"", {}, hint);
        kinds_[field.name] = *known;
    }
}

void Engine::order(JobContext& context) {
    context.progress().begin("ordering records", 0);
    raw_.finish(context);
}

void Engine::prepare_table(JobContext& context) {
    if (prepared_) return;
    order(context);
    table_.prepare(model(), context);
}

void Engine::run_suggest(JobContext& context) {
    order(context);
    model_ = link::suggest_model(raw_, table_, kinds_, context);
    raw_.keep_columns([this](std::string_view column) { return model_->uses_column(column); });
}

void Engine::run_train(JobContext& context) { order_and_train(context, nullptr); }

void Engine::order_and_train(JobContext& context, link::FoundBlocks* found) {
    if (!model_) {
        run_suggest(context);
    } else {
        model_->frozen.reset();
        prepare_table(context);
    }
    forget_raw_codes();
    train(context, found);
}

void Engine::forget_raw_codes() noexcept {
    raw_.forget_codes();
    prepared_ = true;
}

EvaluationInput& Engine::labels() {
    if (!labels_) labels_.emplace(&memory_);
    return labels_->input();
}

void Engine::train(JobContext& context, link::FoundBlocks* found) {
    link::TrainOptions options{prior, recall, std::nullopt, nullptr, interactions, found, &memory_};
    if (rules_) options.rules = score::read_rules(*rules_, *model_);
    std::optional<link::Labels> labels;
    if (labels_) options.labels = &labels.emplace(labels_->resolve(raw_, context.token()));
    report_ = link::train(*model_, table_, link::kMaxBlock, options, context);
}

void Engine::prepare(JobContext& context) {
    if (has_model() && !train_first)
        prepare_table(context);
    else
        order_and_train(context, &found_);
    forget_raw_codes();
    const auto rules = model().all_rules();
    found_.forget_keys(rules);
    give_back_freed(table_.size());
    context.progress().begin("preparing scores", 0);
    if (shared_ != nullptr)
        scorer_.emplace(*shared_, table_, context.token());
    else
        scorer_.emplace(*model_, table_, !model_->frozen, context.token());
}

void Engine::score(double floor, JobContext& context) {
    links_ = link::score_pairs(*scorer_, floor, context, &statistics_, &found_);
    found_ = {};
}

void Engine::run_link(JobContext& context) {
    prepare(context);
    score(threshold.value_or(model().thresholds.component), context);
}

void Engine::run_changed(JobContext& context) {
    prepare(context);
    Vec<link::Record> records(raw_.size(), 0, &memory_);  // by place of arrival
    for (link::Record r = 0; r < records.size(); r++) records[raw_.arrival()[r]] = r;
    statistics_.resize(1);
    links_ = link::score_changed(*scorer_, changed_keys_, records, threshold.value_or(model().thresholds.component), context, statistics_[0].added);
}

void Engine::part_near_links(score::Bits component) {
    auto kept = links_.begin();
    for (const auto& l : links_) {
        if (l.weight >= component)
            *kept++ = l;
        else
            near_links_.push_back(l);
    }
    links_.erase(kept, links_.end());
}

void Engine::cluster(bool describe, JobContext& context) {
    prepare(context);
    decisions_.resolve(raw_, context.token());
    const auto& thresholds = model().thresholds;
    score(keep_near ? std::min(thresholds.component, thresholds.review) : thresholds.component, context);
    if (keep_near) part_near_links(score::to_bits(thresholds.component));
    clustering_ = cluster_records(
        {*scorer_, links_, threshold.value_or(model().thresholds.cluster), &decisions_, describe}, context);
}

void Engine::run_dedupe(JobContext& context) { cluster(false, context); }

void Engine::run_profiles(JobContext& context) { cluster(true, context); }

void Engine::run_scope(JobContext& context) {
    keep_near = true;
    cluster(false, context);
    confidences_ = cluster::confidences(clusters(), links_, near_links_, decisions_.must());
}

void Engine::run_growth(JobContext& context) {
    prepare(context);
    decisions_.resolve(raw_, context.token());
    score(model_->thresholds.component, context);
    growth_ = explain_growth({*scorer_, links_, threshold.value_or(model_->thresholds.cluster), &decisions_}, context);
}

void Engine::run_blocks(JobContext& context) {
    prepare(context);
    link::Candidates candidates(table_, *model_, model_->all_rules(), link::kMaxBlock, context, model_->neighbourhoods, &found_);
    candidates.each("counting pairs", false, 1e18, [](std::size_t, std::span<const link::Pair>, std::span<const unsigned char>, unsigned) {});
    statistics_ = candidates.statistics();
    found_ = {};
}

void Engine::run_recall(JobContext& context) {
    prepare(context);
    found_ = {};
    rules_recall_ = link::blocking_recall(*scorer_, context);
}

void Engine::run_rules(JobContext& context) {
    prepare_table(context);
    model_->blocking = link::suggest_blocking(*model_, table_, context);
}

void Engine::run_freeze(JobContext& context) {
    // As it is read once frozen, so is it read to be frozen.
    model_->frozen.emplace();
    prepare_table(context);
    link::freeze(*model_, table_, link::kMaxBlock, context, &memory_);
}

void Engine::run_block_keys(JobContext& context) {
    if (!model().frozen)
        throw Error(ErrorCode::kInvalidModel, "model.statistics.blocking: is not there", "Keys that last need a model that is frozen.",
                    "cdp.freeze_model freezes a model.");
    prepare_table(context);
    if (shared_ != nullptr)
        block_keys_.emplace(table_, *shared_, context);
    else
        block_keys_.emplace(table_, *model_, context);
}

void Engine::each_candidate(const char* phase, JobContext& context, const link::Candidates::Batch& batch) const {
    link::Candidates(table_, *model_, model_->all_rules(), link::kMaxBlock, context, model_->neighbourhoods).each(phase, false, 1e18, batch);
}

std::size_t Engine::neighbourhoods_begin() const noexcept { return model().blocking.size() + model().deterministic.size(); }

const score::BlockingRule& Engine::rule_at(std::size_t rule) const {
    if (rule < model().blocking.size()) return model().blocking[rule];
    if (rule < neighbourhoods_begin()) return model().deterministic[rule - model().blocking.size()];
    return model().neighbourhoods[rule - neighbourhoods_begin()].keys;
}

std::string Engine::rule_text(std::size_t rule) const {
    if (rule < neighbourhoods_begin()) return score::print_rule(rule_at(rule), model());
    return score::print_neighbourhood(model().neighbourhoods[rule - neighbourhoods_begin()], model());
}

std::string Engine::largest_key(std::size_t rule) const {
    std::string out;
    if (statistics_[rule].largest == 0) return out;
    for (const auto& part : rule_at(rule)) {
        const link::Values& values = table_.attributes[static_cast<std::size_t>(part.attribute)];
        const link::Code code = values.code(statistics_[rule].largest_example);
        if (code == link::kMissing) continue;
        // An exploding part has many keys: the value that holds them says most.
        const std::string key = link::explodes(values, part) ? values.shown(code)
                                                             : link::key_text(values, values.value(code), part).value_or("");
        out += (out.empty() ? "" : " + ") + key;
    }
    return out;
}

std::uint64_t Engine::compared() const noexcept {
    std::uint64_t n = 0;
    for (const auto& rule : statistics_) n += rule.added;
    return n;
}

}  // namespace cdp::cluster
