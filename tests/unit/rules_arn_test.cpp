// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include "rules/anatomy/arn.h"

namespace credlint {
namespace {

TEST(Arn, HasSixFields) {
  const auto arn = parse_arn("arn:aws-cn:iam::123456789012:role/team/deploy");
  ASSERT_TRUE(arn);
  EXPECT_EQ(arn->partition, "aws-cn");
  EXPECT_EQ(arn->account, "123456789012");
  EXPECT_EQ(arn->kind, ArnKind::Role);
  EXPECT_EQ(arn->name(), "deploy");
  EXPECT_FALSE(parse_arn("arn:aws:iam:123456789012:role/deploy"));
  EXPECT_FALSE(parse_arn(""));
}

TEST(Arn, KnowsWhatItNames) {
  EXPECT_EQ(parse_arn("arn:aws:sts::123456789012:assumed-role/deploy/me")->kind,
            ArnKind::AssumedRole);
  EXPECT_EQ(parse_arn("arn:aws:iam::123456789012:user/me")->kind, ArnKind::User);
  EXPECT_EQ(parse_arn("arn:aws:iam::123456789012:mfa/me")->kind, ArnKind::Mfa);
  EXPECT_EQ(parse_arn("arn:aws:iam::123456789012:root")->kind, ArnKind::Root);
  EXPECT_EQ(parse_arn("arn:aws:sqs:us-east-1:123456789012:queue")->kind, ArnKind::Other);
}

TEST(RoleArn, IsJudgedByItsFields) {
  EXPECT_EQ(role_arn_problem("arn:aws:iam::123456789012:role/deploy"), "");
  EXPECT_EQ(role_arn_problem("arn:aws-us-gov:iam::123456789012:role/aws-service-role/x/y"), "");
  EXPECT_EQ(role_arn_problem("arn:minio:iam:::role/deploy"), "");
  for (const char* wrong :
       {"deploy", "arn:aws:iam:123456789012:role/deploy", "arn:aws:iam::12345678901:role/deploy",
        "arn:aws:iam::123456789012:role/", "arn:aws:iam::123456789012:role:deploy",
        "arn:aws:iam:us-east-1:123456789012:role/deploy", "arn:aws:iam::123456789012:user/me",
        "arn:aws:iam::123456789012:role/deploy ", "arn:aws:s3:::bucket"}) {
    EXPECT_NE(role_arn_problem(wrong), "") << wrong;
  }
}

TEST(RoleArn, StandInsAreTemplates) {
  EXPECT_TRUE(is_arn_template("arn:aws:iam::${ACCOUNT}:role/x"));
  EXPECT_TRUE(is_arn_template("arn:aws:iam::<account>:role/x"));
  EXPECT_TRUE(is_arn_template("arn:aws:iam::XXXXXXXXXXXX:role/x"));
  EXPECT_FALSE(is_arn_template("arn:aws:iam::123456789012:role/todo-app"));
}

}  // namespace
}  // namespace credlint
