// SPDX-License-Identifier: Apache-2.0
// The field lists against the documented API in api.json: every field of every action the library has, by name, type,
// whether it is required, secret, deprecated, and by its documented values.
#include <algorithm>
#include <fstream>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "codec/decode.h"
#include "model/action.h"

namespace tccc {
namespace {

using detail::Alternative;
using detail::ChoiceInfo;
using detail::Field;
using detail::Kind;
using detail::StructInfo;
using nlohmann::json;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// The service gives some ids another width from one action to the next. Here an id has one type, so that what one
// action answers can be given to another as it is.
const std::map<std::string, Kind> kTypesOfIds = {
    {"SdkAppId", Kind::integer},     {"AIAgentId", Kind::natural},          {"TaskId", Kind::natural},
    {"SkillGroupId", Kind::natural}, {"QueuedSkillGroupId", Kind::natural},
};

// As the documentation abbreviates them, and as the field lists spell them.
const std::map<std::string, std::string> kUnits = {
    {"ms", "ms"}, {"s", "s"}, {"unix s", "s since 1970"}, {"unix ms", "ms since 1970"}};

json documented_api() {
  std::ifstream file(TCCC_TEST_DATA_DIR "/api.json");
  return json::parse(file);
}

// What the library says of one member of a JSON object, whether it comes from a field or from a std::variant.
struct Member {
  Kind kind = Kind::text;
  bool is_list = false;
  const StructInfo* type = nullptr;
  bool is_required = false;
  bool is_secret = false;
  bool is_json_text = false;
  bool is_deprecated = false;
  bool is_china_only = false;
  std::string unit = {};
  std::set<std::string> values = {};
  const Field* field = nullptr;  // with the range
};

using Members = std::map<std::string, Member>;

Member member_of(const Field& field) {
  Member member;
  member.kind = field.kind;
  member.is_list = field.list != nullptr;
  member.type = field.type;
  member.is_required = field.is_required;
  member.is_secret = field.is_secret;
  member.is_json_text = field.is_json_text;
  member.is_deprecated = field.is_deprecated;
  member.is_china_only = field.is_china_only;
  member.unit = field.unit;
  member.values.insert(field.known.values, field.known.values + field.known.size);
  member.field = &field;
  return member;
}

// The members that the alternatives of a std::variant leave in the enclosing object. One is required if there is no
// choosing an alternative without it, and secret only if it is so in each.
void add_choice(const Field& field, Members& members) {
  const ChoiceInfo& choice = *field.choice;
  std::map<std::string, std::size_t> required;
  for (std::size_t i = 0; i < choice.size; ++i) {
    const Alternative& alternative = choice.alternatives[i];
    if (alternative.form == Alternative::Form::flat && !alternative.tag_value.empty()) {
      Member& tag = members[std::string(choice.tag)];
      tag.values.emplace(alternative.tag_value);
      ++required[std::string(choice.tag)];
    }
    if (alternative.form != Alternative::Form::flat && alternative.form != Alternative::Form::raw) continue;
    for (const Field& own : *alternative.type) {
      const std::string name(own.name);
      const Member made = member_of(own);
      const auto [at, is_new] = members.emplace(name, made);
      at->second.is_secret = at->second.is_secret && made.is_secret;
      at->second.is_china_only = field.is_china_only;
      EXPECT_EQ(at->second.kind, made.kind) << name;
      if (own.is_required) ++required[name];
    }
  }
  for (auto& [name, member] : members) {
    if (required.count(name) != 0) member.is_required = required[name] == choice.size;
  }
}

void add_members(const StructInfo& info, Members& members) {
  for (const Field& field : info) {
    if (field.kind == Kind::group) {
      add_members(*field.type, members);
    } else if (field.kind == Kind::choice) {
      add_choice(field, members);
    } else if (field.kind != Kind::extra) {
      EXPECT_TRUE(members.emplace(field.name, member_of(field)).second) << field.name;
    }
  }
}

// Compares field lists with the documentation and writes down each difference.
class Comparison {
 public:
  explicit Comparison(const json& api) : api_(api) {}

  void actions() {
    std::set<std::string> missing;
    for (const auto& [name, documented] : api_.at("actions").items()) missing.insert(name);
    for (const detail::Action* action : detail::all_actions()) {
      const std::string name(action->name);
      if (missing.erase(name) == 0) {
        note(name, "is not documented");
        continue;
      }
      one_action(*action, api_.at("actions").at(name));
    }
    for (const std::string& name : missing) note(name, "is documented and not in the library");
  }

  const std::vector<std::string>& differences() const { return differences_; }

 private:
  void one_action(const detail::Action& action, const json& documented) {
    const std::string name(action.name);
    if (action.places_call != documented.at("places_call")) note(name, "differs in whether it places calls");
    if (documented.contains("idempotent") && action.is_idempotent != documented.at("idempotent")) {
      note(name, "differs in whether it is idempotent");
    }
    if (!documented.contains("idempotent") && action.is_idempotent) note(name, "is not documented as idempotent");
    is_request_ = true;
    action_ = &action;
    fields(name, documented.at("request"), *action.request);
    json_texts(name, *action.request);
    is_request_ = false;
    fields(name, documented.at("response"), *action.response);
  }

  void fields(const std::string& where, const json& documented, const StructInfo& info) {
    Members members;
    add_members(info, members);
    for (const json& field : documented) {
      const auto name = field.at("name").get<std::string>();
      const std::string path = where + "." + name;
      const auto member = members.find(name);
      if (member == members.end()) {
        note(path, "is documented and not in the library");
        continue;
      }
      one_field(path, field, member->second);
      members.erase(member);
    }
    for (const auto& [name, member] : members) note(where + "." + name, "is not documented");
  }

  void one_field(const std::string& path, const json& documented, const Member& member) {
    const bool is_list = documented.at("type") == "array";
    if (is_list != member.is_list) return note(path, "differs in whether it is an array");
    const json& value = is_list ? documented.at("items") : documented;
    if (!fits(value, documented.value("unit", ""), member)) return note(path, "differs in its type");
    if (value.at("type") == "struct") nested(path, value.at("struct"), *member.type);

    expect_same(path, "secret", documented.value("secret", false), member.is_secret);
    expect_same(path, "JSON text", documented.value("json_text", false), member.is_json_text);
    expect_same(path, "deprecated", documented.value("deprecated", false), member.is_deprecated);
    known_texts(path, documented, member);
    if (!is_request_) return;  // who reads takes what comes
    expect_same(path, "required", documented.value("required", false), member.is_required);
    expect_same(path, "known to the China site only", documented.value("china_only", false), member.is_china_only);
    values(path, documented, member);
  }

  static bool fits(const json& value, const std::string& unit, const Member& member) {
    const auto type = value.at("type").get<std::string>();
    if (!unit.empty() && member.unit != kUnits.at(unit)) return false;
    if (type == "string" && unit == "unix s") return member.kind == Kind::unix_seconds_text;
    if (type == "string") return member.kind == Kind::text || member.kind == Kind::secret;
    if (type == "boolean") return member.kind == Kind::boolean;
    if (type == "struct") return member.kind == Kind::object;
    if (type == "number") return member.kind == (unit == "s" ? Kind::fractional_seconds : Kind::number);
    if (type != "integer") return false;
    if (unit == "ms") return member.kind == Kind::milliseconds;
    if (unit == "s") return member.kind == Kind::seconds;
    if (unit == "unix s") return member.kind == Kind::unix_seconds;
    if (unit == "unix ms") return member.kind == Kind::unix_milliseconds;
    const auto id = kTypesOfIds.find(value.value("name", ""));
    if (id != kTypesOfIds.end()) return member.kind == id->second;
    const auto width = value.value("cpp", "");
    return (member.kind == Kind::integer && width != "uint64") || (member.kind == Kind::natural && width != "int64");
  }

  void nested(const std::string& path, const std::string& name, const StructInfo& info) {
    if (info.name != name) return note(path, "is a " + std::string(info.name) + " and documented as " + name);
    if (std::find(walked_.begin(), walked_.end(), &info) != walked_.end()) return;
    walked_.push_back(&info);
    fields(name, api_.at("structs").at(name), info);
  }

  static bool is_of_numbers(const json& enumeration) { return !enumeration.empty() && enumeration.at(0).is_number(); }

  void known_texts(const std::string& path, const json& documented, const Member& member) {
    const json enumeration = documented.value("enum", json::array());
    std::set<std::string> texts;
    if (!is_of_numbers(enumeration)) texts = enumeration.get<std::set<std::string>>();
    if (texts != member.values) note(path, "differs in its known values");
  }

  void values(const std::string& path, const json& documented, const Member& member) {
    const json enumeration = documented.value("enum", json::array());
    const bool are_numbers = is_of_numbers(enumeration);
    json least = documented.value("min", json());
    json most = documented.value("max", json());
    if (are_numbers) {
      least = *std::min_element(enumeration.begin(), enumeration.end());
      most = *std::max_element(enumeration.begin(), enumeration.end());
      gaps(path, documented.at("name"), enumeration);
    }
    const Field none;
    const Field& field = member.field == nullptr ? none : *member.field;
    if (field.has_least == least.is_null() || (field.has_least && field.least != least.get<double>())) {
      note(path, "differs in its least value");
    }
    if (field.has_most == most.is_null() || (field.has_most && field.most != most.get<double>())) {
      note(path, "differs in its greatest value");
    }
    if (field.most_items != documented.value("max_items", std::size_t{0})) note(path, "differs in its most items");
  }

  // Numbers between the documented ones are for lint to remark on.
  void gaps(const std::string& path, const std::string& name, const json& enumeration) {
    if (path != std::string(action_->name) + "." + name) return;
    const auto last = std::max_element(enumeration.begin(), enumeration.end())->get<std::int64_t>();
    for (std::int64_t value = *std::min_element(enumeration.begin(), enumeration.end()); value < last; ++value) {
      if (std::find(enumeration.begin(), enumeration.end(), value) != enumeration.end()) continue;
      const std::shared_ptr<void> request = action_->make_request();
      const std::string text = json{{name, value}}.dump();
      if (detail::decode(*action_->request, text, detail::UnknownMembers::refused, request.get())) continue;
      const auto findings = detail::lint_request(*action_, request.get(), {});
      const bool is_remarked = std::any_of(findings.begin(), findings.end(),
                                           [&](const LintFinding& finding) { return finding.field == name; });
      if (!is_remarked) note(path, "takes " + std::to_string(value) + " without a remark");
    }
  }

  // What the alternatives of a std::variant write as JSON text into a string.
  void json_texts(const std::string& where, const StructInfo& info) {
    for (const Field& field : info) {
      if (field.kind == Kind::group) json_texts(where, *field.type);
      if (field.kind != Kind::choice || field.choice->wrapper.empty()) continue;
      const ChoiceInfo& choice = *field.choice;
      const std::string path = where + "." + std::string(choice.wrapper);
      const json documented = api_.at("json_texts").value(std::string(choice.wrapper), json::object());
      if (documented.value("tag", "") != choice.tag) note(path, "differs in its tag");
      json alternatives = documented.value("alternatives", json::object());
      for (std::size_t i = 0; i < choice.size; ++i) {
        const Alternative& alternative = choice.alternatives[i];
        if (alternative.form != Alternative::Form::wrapped) continue;
        const std::string name(alternative.tag_value);
        if (!alternatives.contains(name)) {
          note(path + "." + name, "is not documented");
          continue;
        }
        fields(path + "." + name, alternatives.at(name), *alternative.type);
        alternatives.erase(name);
      }
      for (const auto& [name, fields] : alternatives.items()) {
        note(path + "." + name, "is documented and not in the library");
      }
    }
  }

  void expect_same(const std::string& path, const char* what, bool documented, bool own) {
    if (documented && !own) note(path, std::string("is not ") + what);
    if (!documented && own) note(path, std::string("is not documented as ") + what);
  }

  void note(const std::string& path, const std::string& difference) { differences_.push_back(path + " " + difference); }

  const json& api_;
  bool is_request_ = false;
  const detail::Action* action_ = nullptr;
  std::vector<const StructInfo*> walked_;
  std::vector<std::string> differences_;
};

std::vector<std::string> differences_from(const json& api) {
  Comparison comparison(api);
  comparison.actions();
  return comparison.differences();
}

json& field_of(json& fields, std::string_view name) {
  for (json& field : fields) {
    if (field.at("name") == name) return field;
  }
  ADD_FAILURE() << name;
  return fields;
}

TEST(Api, IsWhatTheFieldListsSay) {
  EXPECT_THAT(differences_from(documented_api()), IsEmpty());
}

TEST(Api, HasEveryFieldOfTheNewestEdition) {
  const json api = documented_api();
  EXPECT_EQ(api.at("actions").size(), 22U);
  EXPECT_EQ(api.at("actions").at("CreateAICall").at("request").size(), 44U);
  EXPECT_EQ(api.at("actions").at("CreateAIAgentCall").at("request").size(), 8U);
  EXPECT_EQ(api.at("actions").at("CreateAutoCalloutTask").at("request").size(), 22U);
  EXPECT_EQ(api.at("structs").at("TelCdrInfo").size(), 43U);
  EXPECT_EQ(detail::all_actions().size, 22U);
}

// The comparison itself, by documentation that says something else than the library.
TEST(ApiComparison, NoticesAFieldThatIsMissing) {
  json api = documented_api();
  api["actions"]["CreateAICall"]["request"].push_back({{"name", "Callees"}, {"type", "string"}});
  api["structs"]["Variable"].push_back({{"name", "Type"}, {"type", "string"}});
  api["json_texts"]["CustomTTSConfig"]["alternatives"]["azure"].push_back({{"name", "Pitch"}, {"type", "number"}});
  const auto differences = differences_from(api);
  for (const char* path : {"CreateAICall.Callees", "Variable.Type", "CreateAICall.CustomTTSConfig.azure.Pitch"}) {
    EXPECT_THAT(differences, Contains(std::string(path) + " is documented and not in the library"));
  }
}

TEST(ApiComparison, NoticesAFieldThatNobodyDocumented) {
  json api = documented_api();
  for (const char* name : {"Callee", "LLMType", "VoiceType", "CustomSTTConfig", "VadLevel", "ToneWord"}) {
    json fields = api["actions"]["CreateAICall"]["request"];
    fields.erase(std::remove_if(fields.begin(), fields.end(), [&](const json& f) { return f.at("name") == name; }),
                 fields.end());
    json changed = api;
    changed["actions"]["CreateAICall"]["request"] = fields;
    EXPECT_THAT(differences_from(changed), Contains("CreateAICall." + std::string(name) + " is not documented"));
  }
}

TEST(ApiComparison, NoticesEachTraitThatDiffers) {
  const auto differs = [](const char* name, const char* trait, const json& value) {
    json api = documented_api();
    json& field = field_of(api["actions"]["CreateAICall"]["request"], name);
    if (value.is_null()) {
      field.erase(trait);
    } else {
      field[trait] = value;
    }
    return differences_from(api);
  };
  const auto expect = [&](const char* name, const char* trait, const json& value, const char* difference) {
    EXPECT_THAT(differs(name, trait, value), Contains("CreateAICall." + std::string(name) + " " + difference));
  };
  expect("Callee", "type", "integer", "differs in its type");
  expect("WelcomeType", "cpp", "uint64", "differs in its type");
  expect("VadLevel", "cpp", "int64", "differs in its type");
  expect("MaxDuration", "unit", "s", "differs in its type");
  expect("MaxDuration", "unit", nullptr, "differs in its type");
  expect("Temperature", "type", "integer", "differs in its type");
  expect("EndFunctionEnable", "type", "string", "differs in its type");
  expect("Callers", "items", {{"type", "integer"}}, "differs in its type");
  expect("TransferItems", "type", "string", "differs in whether it is an array");
  expect("SystemPrompt", "required", true, "is not required");
  expect("VoiceType", "required", true, "is not required");
  expect("APIKey", "required", nullptr, "is not documented as required");
  expect("LLMType", "required", nullptr, "is not documented as required");
  expect("Model", "secret", true, "is not secret");
  expect("APIKey", "secret", nullptr, "is not documented as secret");
  expect("CustomTTSConfig", "secret", nullptr, "is not documented as secret");
  expect("CustomTTSConfig", "json_text", nullptr, "is not documented as JSON text");
  expect("LLMExtraBody", "json_text", nullptr, "is not documented as JSON text");
  expect("PromptVariables", "deprecated", nullptr, "is not documented as deprecated");
  expect("CustomSTTConfig", "china_only", nullptr, "is not documented as known to the China site only");
  expect("Callee", "china_only", true, "is not known to the China site only");
  expect("LLMType", "enum", {"openai"}, "differs in its known values");
  expect("VoiceType", "enum", {"ZhiXi", "New"}, "differs in its known values");
  expect("Languages", "enum", nullptr, "differs in its known values");
  expect("VadLevel", "min", 1, "differs in its least value");
  expect("VadLevel", "max", nullptr, "differs in its greatest value");
  expect("Temperature", "max", 2, "differs in its greatest value");
  expect("InterruptMode", "enum", {0, 1, 2}, "differs in its greatest value");
  expect("VoicemailAction", "enum", nullptr, "differs in its least value");
  expect("Languages", "max_items", 3, "differs in its most items");
}

TEST(ApiComparison, NoticesWhatDiffersInAnswers) {
  const auto differences_with = [](const char* type, const char* name, const char* trait, const json& value) {
    json api = documented_api();
    field_of(api["structs"][type], name)[trait] = value;
    return differences_from(api);
  };
  EXPECT_THAT(differences_with("TelCdrInfo", "Time", "unit", "unix ms"),
              Contains("TelCdrInfo.Time differs in its type"));
  EXPECT_THAT(differences_with("TelCdrInfo", "Duration", "unit", "ms"),
              Contains("TelCdrInfo.Duration differs in its type"));
  EXPECT_THAT(differences_with("AsrData", "Start", "unit", "unix s"), Contains("AsrData.Start differs in its type"));
  EXPECT_THAT(differences_with("PSTNSessionInfo", "StartTimestamp", "type", "integer"),
              Contains("PSTNSessionInfo.StartTimestamp differs in its type"));
  EXPECT_THAT(differences_with("TelCdrInfo", "AIAgentId", "type", "string"),
              Contains("TelCdrInfo.AIAgentId differs in its type"));
  EXPECT_THAT(differences_with("TelCdrInfo", "AsrStatus", "enum", {"Complete"}),
              Contains("TelCdrInfo.AsrStatus differs in its known values"));
  EXPECT_THAT(differences_with("AILatencyStatisticsInfo", "P90Latency", "name", "P95Latency"),
              Contains("AILatencyStatisticsInfo.P95Latency is documented and not in the library"));
}

TEST(ApiComparison, NoticesNestedDifferences) {
  json api = documented_api();
  field_of(api["structs"]["AITransferItem"], "TransferSkillGroupId")["cpp"] = "int64";
  field_of(api["structs"]["ZHToneWordsInfo"], "Neutral")["type"] = "string";
  field_of(api["structs"]["AICallExtractConfigElement"], "InfoType")["enum"] = {"Text"};
  field_of(api["json_texts"]["CustomTTSConfig"]["alternatives"]["tencent"], "SecretKey").erase("secret");
  field_of(api["json_texts"]["CustomSTTConfig"]["alternatives"]["trtc"], "AppId").erase("required");
  const auto differences = differences_from(api);
  EXPECT_THAT(differences, Contains("AITransferItem.TransferSkillGroupId differs in its type"));
  EXPECT_THAT(differences, Contains("ZHToneWordsInfo.Neutral differs in whether it is an array"));
  EXPECT_THAT(differences, Contains("AICallExtractConfigElement.InfoType differs in its known values"));
  EXPECT_THAT(differences, Contains("CreateAICall.CustomTTSConfig.tencent.SecretKey is not documented as secret"));
  EXPECT_THAT(differences, Contains("CreateAICall.CustomSTTConfig.trtc.AppId is not documented as required"));
}

TEST(ApiComparison, NoticesGapsThatLintDoesNotKnow) {
  json api = documented_api();
  field_of(api["actions"]["CreateAICall"]["request"], "VadLevel")["enum"] = {0, 3};
  EXPECT_THAT(differences_from(api), Contains("CreateAICall.VadLevel takes 1 without a remark"));
}

TEST(ApiComparison, NoticesActionsAndWhatTheyDo) {
  json api = documented_api();
  api["actions"]["CreateAICall"]["idempotent"] = true;
  api["actions"]["CreateAICall"]["places_call"] = false;
  api["actions"]["NewAction"] = api["actions"]["CreateAIAgentCall"];
  api["actions"].erase("CreateAIAgentCall");
  const auto differences = differences_from(api);
  EXPECT_THAT(differences, Contains("CreateAICall differs in whether it is idempotent"));
  EXPECT_THAT(differences, Contains("CreateAICall differs in whether it places calls"));
  EXPECT_THAT(differences, Contains("CreateAIAgentCall is not documented"));
  EXPECT_THAT(differences, Contains("NewAction is documented and not in the library"));
}

}  // namespace
}  // namespace tccc
