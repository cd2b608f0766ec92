// SPDX-License-Identifier: MIT
// Values that come from other files: each flow with its defect is reported at the value's place,
// its repaired twin is silent.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ostream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tests/support/run_credlint.h"

namespace credlint::test {
namespace {

using testing::HasSubstr;
using testing::Not;

struct Flow {
  std::string_view name;
  /// Path and text; "@BAD" stands for what is wrong.
  std::vector<std::pair<std::string_view, std::string_view>> files;
  std::string_view finding;  ///< "path:line", and the rule somewhere behind it on the line
  std::string_view rule;
  std::string_view bad;
  std::string_view good;
};

void PrintTo(const Flow& flow, std::ostream* out) { *out << flow.name; }

const std::vector<Flow>& flows() {
  static const std::vector<Flow> all = {
      {"PythonModule",
       {{"conf/__init__.py", ""},
        {"conf/values.py", "PLACE = \"@BAD\"\n"},
        {"app.py",
         "import boto3\nfrom conf import values\n\n"
         "s3 = boto3.client(\"s3\", region_name=values.PLACE)\n"}},
       "conf/values.py:1",
       "region-malformed",
       "us-east1",
       "us-east-1"},
      {"PythonRelativeImport",
       {{"shop/__init__.py", ""},
        {"shop/base.py", "class Base:\n    PLACE = \"@BAD\"\n"},
        {"shop/queue.py",
         "import boto3\nfrom .base import Base\n\n"
         "q = boto3.resource(\"sqs\", region_name=Base.PLACE)\n"}},
       "shop/base.py:2",
       "region-malformed",
       "us-east1",
       "us-east-1"},
      {"PythonStarImport",
       {{"values.py", "PLACE = \"@BAD\"\n"},
        {"app.py", "import boto3\nfrom values import *\n\nx = boto3.client(\"s3\", PLACE)\n"}},
       "values.py:1",
       "region-malformed",
       "us-east1",
       "us-east-1"},
      {"DjangoSettings",
       {{"site/settings.py", "AWS_PLACE = \"@BAD\"\n"},
        {"shop/views.py",
         "import boto3\nfrom django.conf import settings\n\n"
         "x = boto3.client(\"s3\", region_name=settings.AWS_PLACE)\n"}},
       "site/settings.py:1",
       "region-malformed",
       "us-east1",
       "us-east-1"},
      {"PythonFunctionResult",
       {{"places.py", "def place():\n    return \"@BAD\"\n"},
        {"app.py",
         "import boto3\nimport places\n\n"
         "x = boto3.client(\"s3\", region_name=places.place())\n"}},
       "places.py:2",
       "region-malformed",
       "us-east1",
       "us-east-1"},
      {"PythonArgument",
       {{"clients.py",
         "import boto3\n\ndef store(place):\n"
         "    return boto3.client(\"s3\", region_name=place)\n"},
        {"main.py", "from clients import store\n\nx = store(place=\"@BAD\")\n"}},
       "main.py:3",
       "region-malformed",
       "us-east1",
       "us-east-1"},
      {"PythonConstructorArgument",
       {{"clients.py",
         "import boto3\n\nclass Store:\n    def __init__(self, place):\n"
         "        self.s3 = boto3.client(\"s3\", region_name=place)\n"},
        {"main.py", "import clients\n\nx = clients.Store(\"@BAD\")\n"}},
       "main.py:3",
       "region-malformed",
       "us-east1",
       "us-east-1"},
      {"TypeScriptObject",
       {{"src/config.ts", "export const config = { aws: { place: \"@BAD\" } };\n"},
        {"src/a/s3.ts",
         "import { S3Client } from \"@aws-sdk/client-s3\";\n"
         "import { config } from \"../config\";\n"
         "export const s3 = new S3Client({ region: config.aws.place });\n"}},
       "src/config.ts:1",
       "region-malformed",
       "us-east1",
       "us-east-1"},
      {"TypeScriptAlias",
       {{"src/env/index.ts", "export const PLACE = \"@BAD\";\n"},
        {"src/a/s3.ts",
         "import { S3Client } from \"@aws-sdk/client-s3\";\n"
         "import { PLACE } from \"@/env\";\n"
         "export const s3 = new S3Client({ region: PLACE });\n"}},
       "src/env/index.ts:1",
       "region-malformed",
       "us-east1",
       "us-east-1"},
      {"JavaScriptArgumentInAnObject",
       {{"clients.js",
         "const { S3Client } = require(\"@aws-sdk/client-s3\");\n"
         "const make = ({ place }) => new S3Client({ region: place });\n"
         "module.exports = { make };\n"},
        {"main.js",
         "const { make } = require(\"./clients\");\n"
         "make({ place: \"@BAD\" });\n"}},
       "main.js:2",
       "region-malformed",
       "us-east1",
       "us-east-1"},
      {"CommonJsExports",
       {{"config.js", "module.exports = { place: \"@BAD\" };\n"},
        {"s3.js",
         "const { S3Client } = require(\"@aws-sdk/client-s3\");\n"
         "const config = require(\"./config\");\n"
         "const s3 = new S3Client({ region: config.place });\n"}},
       "config.js:1",
       "region-malformed",
       "us-east1",
       "us-east-1"},
      {"GoPackage",
       {{"go.mod", "module example.com/app\n"},
        {"internal/conf/conf.go", "package conf\n\nconst Place = \"@BAD\"\n"},
        {"main.go",
         "package main\n\nimport (\n\t\"context\"\n\n"
         "\t\"example.com/app/internal/conf\"\n"
         "\t\"github.com/aws/aws-sdk-go-v2/config\"\n)\n\nfunc main() {\n"
         "\t_, _ = config.LoadDefaultConfig(context.TODO(), "
         "config.WithRegion(conf.Place))\n}\n"}},
       "internal/conf/conf.go:3",
       "region-malformed",
       "us-east1",
       "us-east-1"},
      {"JavaConstant",
       {{"src/com/example/Places.java",
         "package com.example;\n\npublic final class Places {\n"
         "    public static final String HOME = \"@BAD\";\n}\n"},
        {"src/com/example/Store.java",
         "package com.example;\n\nimport software.amazon.awssdk.regions.Region;\n"
         "import software.amazon.awssdk.services.s3.S3Client;\n\npublic class Store {\n"
         "    S3Client s3() { return S3Client.builder().region(Region.of(Places.HOME)).build(); "
         "}\n}\n"}},
       "src/com/example/Places.java:4",
       "region-malformed",
       "us-east1",
       "us-east-1"},
      {"CSharpConstant",
       {{"Places.cs",
         "public static class Places\n{\n    public const string Home = \"@BAD\";\n}\n"},
        {"Store.cs",
         "using Amazon;\nusing Amazon.S3;\n\npublic class Store\n{\n"
         "    public AmazonS3Client Make() => new "
         "AmazonS3Client(RegionEndpoint.GetBySystemName(Places.Home));\n}\n"}},
       "Places.cs:3",
       "region-malformed",
       "us-east1",
       "us-east-1"},
      {"PhpClassConstant",
       {{"src/Places.php", "<?php\nnamespace App;\nclass Places {\n    const HOME = '@BAD';\n}\n"},
        {"src/Store.php",
         "<?php\nuse Aws\\S3\\S3Client;\nuse App\\Places;\n\n"
         "$s3 = new S3Client(['version' => 'latest', 'region' => Places::HOME]);\n"}},
       "src/Places.php:4",
       "region-malformed",
       "us-east1",
       "us-east-1"},
      {"RubyConstant",
       {{"lib/places.rb", "module Places\n  HOME = '@BAD'.freeze\nend\n"},
        {"lib/store.rb", "require 'aws-sdk-s3'\nS3 = Aws::S3::Client.new(region: Places::HOME)\n"}},
       "lib/places.rb:2",
       "region-malformed",
       "us-east1",
       "us-east-1"},
      {"RailsConfiguration",
       {{"config/application.rb",
         "module App\n  class Application < Rails::Application\n"
         "    config.x.place = \"@BAD\"\n  end\nend\n"},
        {"app/store.rb", "S3 = Aws::S3::Client.new(region: Rails.configuration.x.place)\n"}},
       "config/application.rb:3",
       "region-malformed",
       "us-east1",
       "us-east-1"},
      {"KotlinConstant",
       {{"Places.kt", "object Places {\n    const val HOME = \"@BAD\"\n}\n"},
        {"Store.kt",
         "import aws.sdk.kotlin.services.s3.S3Client\n\n"
         "val s3 = S3Client { region = Places.HOME }\n"}},
       "Places.kt:2",
       "region-malformed",
       "us-east1",
       "us-east-1"},
      {"TerraformLocal",
       {{"locals.tf", "locals {\n  place = \"@BAD\"\n}\n"},
        {"main.tf", "provider \"aws\" {\n  region = local.place\n}\n"}},
       "locals.tf:2",
       "region-malformed",
       "us-east1",
       "us-east-1"},
      {"PackerVariable",
       {{"variables.pkr.hcl", "variable \"place\" {\n}\n"},
        {"x.auto.pkrvars.hcl", "place = \"@BAD\"\n"},
        {"x.pkr.hcl", "source \"amazon-ebs\" \"x\" {\n  region = var.place\n}\n"}},
       "x.auto.pkrvars.hcl:1",
       "region-malformed",
       "us-east1",
       "us-east-1"},
      {"ZodEnvironment",
       {{"env.ts",
         "import { z } from \"zod\";\n"
         "const schema = z.object({ AWS_ACCESS_KEY_ID: z.string(), "
         "AWS_SECRET_ACCESS_KEY: z.string(), AWS_SESSION_TOKEN: z.string() });\n"
         "export const env = schema.parse(process.env);\n"},
        {"s3.ts",
         "import { S3Client } from \"@aws-sdk/client-s3\";\n"
         "import { env } from \"./env\";\n"
         "export const s3 = new S3Client({ region: \"eu-west-1\",\n"
         "  credentials: { accessKeyId: env.AWS_ACCESS_KEY_ID, "
         "secretAccessKey: env.AWS_SECRET_ACCESS_KEY @BAD } });\n"}},
       "s3.ts:3",
       "token-not-passed",
       "",
       ", sessionToken: env.AWS_SESSION_TOKEN"},
      {"PythonParameterDefault",
       {{"app.py",
         "import boto3\n\ndef client(name, region=\"@BAD\"):\n"
         "    return boto3.client(name, region_name=region)\n\ns3 = client(\"s3\")\n"}},
       "app.py:3",
       "region-malformed",
       "us-east1",
       "us-east-1"},
      {"PythonDefaultBehindOr",
       {{"app.py",
         "import boto3\n\ndef client(region=None):\n"
         "    return boto3.client(\"s3\", region_name=region or \"@BAD\")\n"}},
       "app.py:4",
       "region-malformed",
       "us-east1",
       "us-east-1"},
      {"PythonConstructorInTheFile",
       {{"app.py",
         "import boto3\n\nclass Other:\n    def __init__(self, region):\n"
         "        self.region = region\n\nclass Store:\n"
         "    def __init__(self, bucket, region):\n        self.region = region\n\n"
         "    def client(self):\n        return boto3.client(\"s3\", region_name=self.region)\n\n"
         "store = Store(\"a\", \"@BAD\")\n"}},
       "app.py:14",
       "region-malformed",
       "us-east1",
       "us-east-1"},
      {"TypeScriptParameterProperty",
       {{"store.ts",
         "import { S3Client } from \"@aws-sdk/client-s3\";\nexport class Store {\n"
         "  constructor(private readonly region: string) {}\n"
         "  connect() { return new S3Client({ region: this.region }); }\n}\n"},
        {"main.ts", "import { Store } from \"./store\";\nexport const s = new Store(\"@BAD\");\n"}},
       "main.ts:2",
       "region-malformed",
       "us-east1",
       "us-east-1"},
      {"TypeScriptDefaultInAnObject",
       {{"clients.ts",
         "import { S3Client } from \"@aws-sdk/client-s3\";\n"
         "export function make({ region = \"@BAD\", endpoint }: Options = {}) {\n"
         "  return new S3Client({ region, endpoint });\n}\n"}},
       "clients.ts:2",
       "region-malformed",
       "us-east1",
       "us-east-1"},
      {"RubyKeywordDefault",
       {{"store.rb",
         "class Store\n  def initialize(bucket, region: \"@BAD\")\n    @region = region\n  end\n\n"
         "  def client\n    Aws::S3::Client.new(region: @region)\n  end\nend\n"}},
       "store.rb:2",
       "region-malformed",
       "us-east1",
       "us-east-1"},
      {"CSharpConstructor",
       {{"Store.cs",
         "using Amazon;\nusing Amazon.S3;\n\npublic class Store\n{\n"
         "    private readonly string _region;\n"
         "    public Store(string region) { _region = region; }\n"
         "    public IAmazonS3 Client() => new "
         "AmazonS3Client(RegionEndpoint.GetBySystemName(_region));\n}\n"},
        {"Program.cs", "var store = new Store(\"@BAD\");\n"}},
       "Program.cs:1",
       "region-malformed",
       "us-east1",
       "us-east-1"},
      {"CsConfigurationIndex",
       {{"Store.cs", R"x(using Amazon;
using Amazon.Runtime;
using Amazon.S3;
using Microsoft.Extensions.Configuration;

public class Store
{
    private readonly IAmazonS3 _client;
    public Store(IConfiguration configuration)
    {
        _client = new AmazonS3Client(@BAD, RegionEndpoint.EUWest1);
    }
}
)x"}},
       "Store.cs:11",
       "token-not-passed",
       R"x(new BasicAWSCredentials(configuration["AWS_ACCESS_KEY_ID"], configuration["AWS_SECRET_ACCESS_KEY"]))x",
       R"x(new SessionAWSCredentials(configuration["AWS_ACCESS_KEY_ID"], configuration["AWS_SECRET_ACCESS_KEY"], configuration["AWS_SESSION_TOKEN"]))x"},
      {"GoStructOtherPackage",
       {{"go.mod", R"x(module example.com/app
)x"},
        {"conf/conf.go", R"x(package conf

import "os"

type AWS struct{ AccessKey, SecretKey, SessionToken string }

func Load() *AWS {
	return &AWS{
		AccessKey:    os.Getenv("AWS_ACCESS_KEY_ID"),
		SecretKey:    os.Getenv("AWS_SECRET_ACCESS_KEY"),
		SessionToken: os.Getenv("AWS_SESSION_TOKEN"),
	}
}
)x"},
        {"main.go", R"x(package main

import (
	"context"

	"example.com/app/conf"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/credentials"
)

func main() {
	c := conf.Load()
	_, _ = config.LoadDefaultConfig(context.TODO(), config.WithRegion("eu-west-1"),
		config.WithCredentialsProvider(credentials.NewStaticCredentialsProvider(c.AccessKey, c.SecretKey, @BAD)))
}
)x"}},
       "main.go:13",
       "token-not-passed",
       R"x("")x",
       "c.SessionToken"},
      {"GoStructArgument",
       {{"go.mod", R"x(module example.com/app
)x"},
        {"store.go", R"x(package main

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/credentials"
)

type AWSConfig struct{ Key, Secret, Token string }

func open(cfg AWSConfig) {
	_, _ = config.LoadDefaultConfig(context.TODO(), config.WithRegion("eu-west-1"),
		config.WithCredentialsProvider(credentials.NewStaticCredentialsProvider(cfg.Key, cfg.Secret, @BAD)))
}
)x"},
        {"main.go", R"x(package main

import "os"

func main() {
	open(AWSConfig{Key: os.Getenv("AWS_ACCESS_KEY_ID"), Secret: os.Getenv("AWS_SECRET_ACCESS_KEY"), Token: os.Getenv("AWS_SESSION_TOKEN")})
}
)x"}},
       "store.go:13",
       "token-not-passed",
       R"x("")x",
       "cfg.Token"},
      {"GoFlagDefault",
       {{"main.go", R"x(package main

import (
	"context"
	"flag"

	"github.com/aws/aws-sdk-go-v2/config"
)

func main() {
	region := flag.String("region", "@BAD", "AWS region")
	flag.Parse()
	_, _ = config.LoadDefaultConfig(context.TODO(), config.WithRegion(*region))
}
)x"}},
       "main.go:11",
       "region-unknown",
       "eu-wset-1",
       "eu-west-1"},
      {"GoEnvHelper",
       {{"main.go", R"x(package main

import (
	"context"
	"os"

	"github.com/aws/aws-sdk-go-v2/config"
)

func getenv(key, fallback string) string {
	if value, ok := os.LookupEnv(key); ok {
		return value
	}
	return fallback
}

func main() {
	_, _ = config.LoadDefaultConfig(context.TODO(), config.WithRegion(getenv("AWS_REGION", "@BAD")))
}
)x"}},
       "main.go:18",
       "region-unknown",
       "eu-wset-1",
       "eu-west-1"},
      {"GoEnvHelperToken",
       {{"main.go", R"x(package main

import (
	"context"
	"os"

	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/credentials"
)

func getenv(key, fallback string) string {
	value := os.Getenv(key)
	if value == "" {
		return fallback
	}
	return value
}

func main() {
	_, _ = config.LoadDefaultConfig(context.TODO(), config.WithRegion("eu-west-1"), config.WithCredentialsProvider(
		credentials.NewStaticCredentialsProvider(getenv("AWS_ACCESS_KEY_ID", ""), getenv("AWS_SECRET_ACCESS_KEY", ""), @BAD)))
}
)x"}},
       "main.go:21",
       "token-not-passed",
       R"x("")x",
       R"x(getenv("AWS_SESSION_TOKEN", ""))x"},
      {"SpringValueRegionDefault",
       {{"S3Config.java", R"x(import org.springframework.beans.factory.annotation.Value;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

public class S3Config {
    @Value("${app.region:@BAD}")
    private String region;
    public S3Client s3() { return S3Client.builder().region(Region.of(region)).build(); }
}
)x"}},
       "S3Config.java:6",
       "region-unknown",
       "eu-wset-1",
       "eu-west-1"},
      {"SpringEnvironment",
       {{"S3Config.java", R"x(import org.springframework.core.env.Environment;
import software.amazon.awssdk.auth.credentials.*;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

public class S3Config {
    private final Environment env;
    public S3Config(Environment env) { this.env = env; }
    public S3Client s3() {
        return S3Client.builder().region(Region.EU_WEST_1)
            .credentialsProvider(StaticCredentialsProvider.create(@BAD)).build();
    }
}
)x"}},
       "S3Config.java:11",
       "token-not-passed",
       R"x(AwsBasicCredentials.create(env.getProperty("AWS_ACCESS_KEY_ID"), env.getProperty("AWS_SECRET_ACCESS_KEY")))x",
       R"x(AwsSessionCredentials.create(env.getProperty("AWS_ACCESS_KEY_ID"), env.getProperty("AWS_SECRET_ACCESS_KEY"), env.getProperty("AWS_SESSION_TOKEN")))x"},
      {"QuarkusConfigProperty",
       {{"S3Bean.java", R"x(import org.eclipse.microprofile.config.inject.ConfigProperty;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

public class S3Bean {
    @ConfigProperty(name = "storage.place", defaultValue = "@BAD")
    String place;
    S3Client s3() { return S3Client.builder().region(Region.of(place)).build(); }
}
)x"}},
       "S3Bean.java:6",
       "region-unknown",
       "eu-wset-1",
       "eu-west-1"},
      {"KtValue",
       {{"S3Config.kt", R"x(import org.springframework.beans.factory.annotation.Value
import org.springframework.context.annotation.Bean
import org.springframework.context.annotation.Configuration
import software.amazon.awssdk.auth.credentials.*
import software.amazon.awssdk.regions.Region
import software.amazon.awssdk.services.s3.S3Client

@Configuration
class S3Config(
    @Value("\${AWS_ACCESS_KEY_ID}") private val key: String,
    @Value("\${AWS_SECRET_ACCESS_KEY}") private val secret: String,
    @Value("\${AWS_SESSION_TOKEN}") private val token: String,
) {
    @Bean
    fun s3(): S3Client = S3Client.builder().region(Region.EU_WEST_1)
        .credentialsProvider(StaticCredentialsProvider.create(@BAD)).build()
}
)x"}},
       "S3Config.kt:16",
       "token-not-passed",
       "AwsBasicCredentials.create(key, secret)",
       "AwsSessionCredentials.create(key, secret, token)"},
      {"KtPrimaryCtor",
       {{"Store.kt", R"x(import aws.sdk.kotlin.services.s3.S3Client

class Store(private val place: String, private val bucket: String) {
    fun client() = S3Client { region = place }
}
)x"},
        {"Main.kt", R"x(fun main() {
    val store = Store("@BAD", "a")
}
)x"}},
       "Main.kt:2",
       "region-unknown",
       "eu-wset-1",
       "eu-west-1"},
      {"KtEnvElvis",
       {{"Store.kt", R"x(import aws.sdk.kotlin.runtime.auth.credentials.StaticCredentialsProvider
import aws.sdk.kotlin.services.s3.S3Client

private fun env(name: String): String = System.getenv(name) ?: error("no $name")

val s3 = S3Client {
    region = "eu-west-1"
    credentialsProvider = StaticCredentialsProvider {
        accessKeyId = env("AWS_ACCESS_KEY_ID")
        secretAccessKey = env("AWS_SECRET_ACCESS_KEY")
        @BAD
    }
}
)x"}},
       "Store.kt:8",
       "token-not-passed",
       "",
       R"x(sessionToken = env("AWS_SESSION_TOKEN"))x"},
      {"LaravelFilesystems",
       {{"config/filesystems.php", R"x(<?php
return [
    'default' => env('FILESYSTEM_DISK', 'local'),
    'disks' => [
        's3' => [
            'driver' => 's3',
            'key' => env('AWS_ACCESS_KEY_ID'),
            'secret' => env('AWS_SECRET_ACCESS_KEY'),
            'token' => env('AWS_SESSION_TOKEN'),
            'region' => env('AWS_DEFAULT_REGION'),
        ],
    ],
];
)x"},
        {"app/Uploader.php", R"x(<?php
use Aws\S3\S3Client;

$s3 = new S3Client([
    'version' => 'latest',
    'region' => config('filesystems.disks.s3.region'),
    'credentials' => ['key' => config('filesystems.disks.s3.key'), 'secret' => config('filesystems.disks.s3.secret')@BAD],
]);
)x"}},
       "app/Uploader.php:4",
       "token-not-passed",
       "",
       ", 'token' => config('filesystems.disks.s3.token')"},
      {"LaravelConfigFacade",
       {{"config/aws.php", R"x(<?php
return ['region' => '@BAD'];
)x"},
        {"app/Uploader.php", R"x(<?php
use Aws\S3\S3Client;
use Illuminate\Support\Facades\Config;

$s3 = new S3Client(['version' => 'latest', 'region' => Config::get('aws.region')]);
)x"}},
       "config/aws.php:2",
       "region-unknown",
       "eu-wset-1",
       "eu-west-1"},
      {"RailsEnvFetch",
       {{"config/initializers/aws.rb", R"x(Aws.config.update(
  region: ENV.fetch("AWS_REGION") { "@BAD" },
)
)x"}},
       "config/initializers/aws.rb:2",
       "region-unknown",
       "eu-wset-1",
       "eu-west-1"},
      {"PydanticDefault",
       {{"app/settings.py", R"x(from pydantic_settings import BaseSettings


class Settings(BaseSettings):
    aws_region: str = "@BAD"
    bucket: str = "media"


settings = Settings()
)x"},
        {"app/store.py", R"x(import boto3
from app.settings import settings

s3 = boto3.client("s3", region_name=settings.aws_region)
)x"}},
       "app/settings.py:5",
       "region-malformed",
       "us-east1",
       "us-east-1"},
      {"PydanticEnvToken",
       {{"app/config.py", R"x(from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_file=".env")
    aws_access_key_id: str
    aws_secret_access_key: str
    aws_session_token: str | None = None
    aws_region: str = "eu-west-1"


settings = Settings()
)x"},
        {"app/store.py", R"x(import boto3
from .config import settings

s3 = boto3.client("s3", region_name=settings.aws_region,
                  aws_access_key_id=settings.aws_access_key_id,
                  aws_secret_access_key=settings.aws_secret_access_key@BAD)
)x"}},
       "app/store.py:4",
       "token-not-passed",
       "",
       ", aws_session_token=settings.aws_session_token"},
      {"PydanticLruCache",
       {{"app/config.py", R"x(from functools import lru_cache
from pydantic_settings import BaseSettings
from pydantic import Field


class Settings(BaseSettings):
    aws_region: str = Field(default="@BAD", env="AWS_REGION")


@lru_cache
def get_settings() -> Settings:
    return Settings()
)x"},
        {"app/store.py", R"x(import boto3
from app.config import get_settings


def client():
    settings = get_settings()
    return boto3.client("s3", region_name=settings.aws_region)
)x"}},
       "app/config.py:7",
       "region-unknown",
       "eu-wset-1",
       "eu-west-1"},
      {"DecoupleDefault",
       {{"settings.py", R"x(from decouple import config

AWS_REGION = config("AWS_REGION", default="@BAD")
AWS_ACCESS_KEY_ID = config("AWS_ACCESS_KEY_ID")
)x"},
        {"app.py", R"x(import boto3
import settings

s3 = boto3.client("s3", region_name=settings.AWS_REGION)
)x"}},
       "settings.py:3",
       "region-unknown",
       "eu-wset-1",
       "eu-west-1"},
      {"DecoupleToken",
       {{"settings.py", R"x(from decouple import config

KEY = config("AWS_ACCESS_KEY_ID")
SECRET = config("AWS_SECRET_ACCESS_KEY")
TOKEN = config("AWS_SESSION_TOKEN")
)x"},
        {"app.py", R"x(import boto3
import settings

s3 = boto3.client("s3", "eu-west-1", aws_access_key_id=settings.KEY, aws_secret_access_key=settings.SECRET@BAD)
)x"}},
       "app.py:4",
       "token-not-passed",
       "",
       ", aws_session_token=settings.TOKEN"},
      {"EnvironsToken",
       {{"app.py", R"x(import boto3
from environs import Env

env = Env()
env.read_env()
s3 = boto3.client("s3", region_name=env.str("AWS_REGION", "eu-west-1"), aws_access_key_id=env("AWS_ACCESS_KEY_ID"),
                  aws_secret_access_key=env.str("AWS_SECRET_ACCESS_KEY")@BAD)
)x"}},
       "app.py:6",
       "token-not-passed",
       "",
       R"x(, aws_session_token=env.str("AWS_SESSION_TOKEN"))x"},
      {"ArgparseDefault",
       {{"tool.py", R"x(import argparse
import boto3

def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--region", default="@BAD", help="region")
    parser.add_argument("bucket")
    args = parser.parse_args()
    s3 = boto3.client("s3", region_name=args.region)
    s3.list_objects_v2(Bucket=args.bucket)

if __name__ == "__main__":
    main()
)x"}},
       "tool.py:6",
       "region-unknown",
       "eu-wset-1",
       "eu-west-1"},
      {"ClickDefault",
       {{"tool.py", R"x(import boto3
import click

@click.command()
@click.option("--region", "-r", default="@BAD", show_default=True)
@click.argument("bucket")
def main(bucket, region):
    boto3.client("s3", region_name=region).list_objects_v2(Bucket=bucket)
)x"}},
       "tool.py:5",
       "region-unknown",
       "eu-wset-1",
       "eu-west-1"},
      {"CachedProperty",
       {{"app.py", R"x(from functools import cached_property
import boto3

class Store:
    @property
    def region(self):
        return "@BAD"

    @cached_property
    def client(self):
        return boto3.client("s3", region_name=self.region)
)x"}},
       "app.py:7",
       "region-unknown",
       "eu-wset-1",
       "eu-west-1"},
      {"InheritanceClassAttr",
       {{"app.py", R"x(import boto3

class Base:
    region = "@BAD"

class Store(Base):
    def client(self):
        return boto3.client("s3", region_name=self.region)
)x"}},
       "app.py:4",
       "region-unknown",
       "eu-wset-1",
       "eu-west-1"},
      {"EnumConstant",
       {{"regions.py", R"x(from enum import Enum

class Region(str, Enum):
    IRELAND = "@BAD"
)x"},
        {"app.py", R"x(import boto3
from regions import Region

s3 = boto3.client("s3", region_name=Region.IRELAND.value)
)x"}},
       "regions.py:4",
       "region-unknown",
       "eu-wset-1",
       "eu-west-1"},
      {"NestConfigGet",
       {{"src/storage.service.ts", R"x(import { Injectable } from "@nestjs/common";
import { ConfigService } from "@nestjs/config";
import { S3Client } from "@aws-sdk/client-s3";

@Injectable()
export class StorageService {
  private readonly client: S3Client;

  constructor(private readonly config: ConfigService) {
    this.client = new S3Client({
      region: this.config.get<string>("AWS_REGION"),
      credentials: {
        accessKeyId: this.config.get<string>("AWS_ACCESS_KEY_ID"),
        secretAccessKey: this.config.getOrThrow("AWS_SECRET_ACCESS_KEY")@BAD,
      },
    });
  }
}
)x"}},
       "src/storage.service.ts:10",
       "token-not-passed",
       "",
       R"x(, sessionToken: this.config.get("AWS_SESSION_TOKEN"))x"},
      {"TsClassSetInCtor",
       {{"store.ts", R"x(import { SQSClient } from "@aws-sdk/client-sqs";

interface Options { region: string; queue: string }

export class Queue {
  private client: SQSClient;
  private region: string;
  constructor(options: Options) {
    this.region = options.region;
    this.client = new SQSClient({ region: this.region });
  }
}
)x"},
        {"main.ts", R"x(import { Queue } from "./store";
export const q = new Queue({ region: "@BAD", queue: "jobs" });
)x"}},
       "main.ts:2",
       "region-unknown",
       "eu-wset-1",
       "eu-west-1"},
      {"TsReexportNamed",
       {{"config/aws.ts", R"x(export const REGION = "@BAD";
)x"},
        {"config/index.ts", R"x(export { REGION as awsRegion } from "./aws";
)x"},
        {"s3.ts", R"x(import { S3Client } from "@aws-sdk/client-s3";
import { awsRegion } from "./config";
export const s3 = new S3Client({ region: awsRegion });
)x"}},
       "config/aws.ts:1",
       "region-unknown",
       "eu-wset-1",
       "eu-west-1"},
      {"TsTsconfigPaths",
       {{"tsconfig.json",
         R"x({ "compilerOptions": { "baseUrl": ".", "paths": { "@config/*": ["src/config/*"] } } }
)x"},
        {"src/config/aws.ts", R"x(export const REGION = "@BAD";
)x"},
        {"src/storage/s3.ts", R"x(import { S3Client } from "@aws-sdk/client-s3";
import { REGION } from "@config/aws";
export const s3 = new S3Client({ region: REGION });
)x"}},
       "src/config/aws.ts:1",
       "region-unknown",
       "eu-wset-1",
       "eu-west-1"},
      {"TsClassFieldsInherit",
       {{"s3.ts", R"x(import { S3Client } from "@aws-sdk/client-s3";
abstract class Base {
  protected readonly region = "@BAD";
}
export class Store extends Base {
  connect() { return new S3Client({ region: this.region }); }
}
)x"}},
       "s3.ts:3",
       "region-unknown",
       "eu-wset-1",
       "eu-west-1"},
      {"JsRoleCredsOtherFile",
       {{"roles.js", R"x(const { STSClient, AssumeRoleCommand } = require("@aws-sdk/client-sts");
const sts = new STSClient({ region: "eu-west-1" });

async function assume(arn) {
  const response = await sts.send(new AssumeRoleCommand({ RoleArn: arn, RoleSessionName: "job" }));
  return response.Credentials;
}
module.exports = { assume };
)x"},
        {"app.js", R"x(const { S3Client } = require("@aws-sdk/client-s3");
const { assume } = require("./roles");

async function main() {
  const c = await assume("arn:aws:iam::123456789012:role/reader");
  return new S3Client({ region: "eu-west-1", credentials: { accessKeyId: c.AccessKeyId, secretAccessKey: c.SecretAccessKey, @BAD } });
}
)x"}},
       "app.js:6",
       "assume-role-token-dropped",
       "",
       "sessionToken: c.SessionToken"},
      {"JsCommander",
       {{"cli.js", R"x(const { Command } = require("commander");
const { S3Client } = require("@aws-sdk/client-s3");
const program = new Command();
program.option("-r, --region <region>", "region", "@BAD");
program.parse();
const options = program.opts();
const s3 = new S3Client({ region: options.region });
)x"}},
       "cli.js:4",
       "region-unknown",
       "eu-wset-1",
       "eu-west-1"},
      {"GoEnvconfigTags",
       {{"main.go", R"x(package main

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/kelseyhightower/envconfig"
)

type Config struct {
	Region string `envconfig:"AWS_REGION" default:"eu-west-1"`
	Key    string `envconfig:"AWS_ACCESS_KEY_ID"`
	Secret string `envconfig:"AWS_SECRET_ACCESS_KEY"`
	Token  string `envconfig:"AWS_SESSION_TOKEN"`
}

func main() {
	var c Config
	envconfig.MustProcess("", &c)
	_, _ = config.LoadDefaultConfig(context.TODO(), config.WithRegion(c.Region),
		config.WithCredentialsProvider(credentials.NewStaticCredentialsProvider(c.Key, c.Secret, @BAD)))
}
)x"}},
       "main.go:22",
       "token-not-passed",
       R"x("")x",
       "c.Token"},
      {"GoEnvTagsDefaultRegion",
       {{"go.mod", R"x(module example.com/app
)x"},
        {"internal/conf/conf.go", R"x(package conf

import "github.com/caarlos0/env/v10"

type Config struct {
	Region string `env:"AWS_REGION" envDefault:"@BAD"`
}

func Load() (*Config, error) {
	var c Config
	return &c, env.Parse(&c)
}
)x"},
        {"main.go", R"x(package main

import (
	"context"

	"example.com/app/internal/conf"
	"github.com/aws/aws-sdk-go-v2/config"
)

func main() {
	c, _ := conf.Load()
	_, _ = config.LoadDefaultConfig(context.TODO(), config.WithRegion(c.Region))
}
)x"}},
       "internal/conf/conf.go:6",
       "region-unknown",
       "eu-wset-1",
       "eu-west-1"},
      {"GoMethodReceiver",
       {{"main.go", R"x(package main

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/config"
)

type Store struct{ region string }

func NewStore() *Store { return &Store{region: "@BAD"} }

func (s *Store) open(ctx context.Context) {
	_, _ = config.LoadDefaultConfig(ctx, config.WithRegion(s.region))
}
)x"}},
       "main.go:11",
       "region-unknown",
       "eu-wset-1",
       "eu-west-1"},
      {"PhpPromotedCtor",
       {{"src/Store.php", R"x(<?php
namespace App;
use Aws\S3\S3Client;

final class Store
{
    public function __construct(private readonly string $region, private readonly string $bucket) {}
    public function client(): S3Client
    {
        return new S3Client(['version' => 'latest', 'region' => $this->region]);
    }
}
)x"},
        {"public/index.php", R"x(<?php
use App\Store;
$store = new Store(region: '@BAD', bucket: 'a');
)x"}},
       "public/index.php:3",
       "region-unknown",
       "eu-wset-1",
       "eu-west-1"},
      {"PhpPromotedDefault",
       {{"src/Store.php", R"x(<?php
namespace App;
use Aws\S3\S3Client;

final class Store
{
    public function __construct(private string $bucket, private string $region = '@BAD') {}
    public function client(): S3Client
    {
        return new S3Client(['version' => 'latest', 'region' => $this->region]);
    }
}
)x"}},
       "src/Store.php:7",
       "region-unknown",
       "eu-wset-1",
       "eu-west-1"},
      {"SpringValue",
       {{"Store.java",
         "import org.springframework.beans.factory.annotation.Value;\n"
         "import software.amazon.awssdk.auth.credentials.*;\n"
         "class Store {\n"
         "  @Value(\"${AWS_ACCESS_KEY_ID}\") private String key;\n"
         "  @Value(\"${AWS_SECRET_ACCESS_KEY}\") private String secret;\n"
         "  @Value(\"${AWS_SESSION_TOKEN}\") private String token;\n"
         "  Object c() { return @BAD; }\n}\n"}},
       "Store.java:7",
       "token-not-passed",
       "AwsBasicCredentials.create(key, secret)",
       "AwsSessionCredentials.create(key, secret, token)"},
      {"PyEnvHelperTokenFollowed",
       {{"util/env.py", R"x(import os


def required(name):
    value = os.environ.get(name)
    if not value:
        raise RuntimeError(name + " is not set")
    return value
)x"},
        {"app.py", R"x(import boto3
from util.env import required

s3 = boto3.client("s3", "eu-west-1", aws_access_key_id=required("AWS_ACCESS_KEY_ID"), aws_secret_access_key=required("AWS_SECRET_ACCESS_KEY")@BAD)
)x"}},
       "app.py:4",
       "token-not-passed",
       R"x()x",
       R"x(, aws_session_token=required("AWS_SESSION_TOKEN"))x"},
      {"PyClickFollowed",
       {{"cli.py", R"x(import boto3
import click


@click.command()
@click.option("--bucket", required=True)
@click.option("--aws-region", "region", default="@BAD", show_default=True)
def sync(bucket, region):
    s3 = boto3.client("s3", region_name=region)
    s3.list_objects_v2(Bucket=bucket)
)x"}},
       "cli.py:7",
       "region-malformed",
       R"x(us-east1)x",
       R"x(us-east-1)x"},
      {"PySuperFollowed",
       {{"base.py", R"x(import boto3


class AwsService:
    def __init__(self, name, region):
        self.client = boto3.client(name, region_name=region)
)x"},
        {"queue_service.py", R"x(from base import AwsService


class QueueService(AwsService):
    def __init__(self):
        super().__init__("sqs", "@BAD")
)x"}},
       "queue_service.py:6",
       "region-malformed",
       R"x(us-east1)x",
       R"x(us-east-1)x"},
      {"PySuperOnefileFollowed",
       {{"svc.py", R"x(import boto3


class AwsService:
    def __init__(self, region):
        self._region = region

    def client(self, name):
        return boto3.client(name, region_name=self._region)


class QueueService(AwsService):
    def __init__(self):
        super().__init__(region="@BAD")
)x"}},
       "svc.py:14",
       "region-malformed",
       R"x(us-east1)x",
       R"x(us-east-1)x"},
      {"PyInitReexportFollowed",
       {{"app/__init__.py", R"x(
)x"},
        {"app/config/__init__.py", R"x(from .aws import *
)x"},
        {"app/config/aws.py", R"x(REGION = "@BAD"
)x"},
        {"app/main.py", R"x(import boto3
from app.config import REGION

s3 = boto3.client("s3", region_name=REGION)
)x"}},
       "app/config/aws.py:1",
       "region-malformed",
       R"x(us-east1)x",
       R"x(us-east-1)x"},
      {"TsBarrelFollowed",
       {{"src/config/aws.ts", R"x(export const awsConfig = {
  region: "@BAD",
  bucket: "files",
};
)x"},
        {"src/config/index.ts", R"x(export * from "./aws";
export * from "./db";
)x"},
        {"src/config/db.ts", R"x(export const db = { host: "localhost" };
)x"},
        {"src/storage/s3.ts", R"x(import { S3Client } from "@aws-sdk/client-s3";
import { awsConfig } from "../config";

export const s3 = new S3Client({ region: awsConfig.region });
)x"}},
       "src/config/aws.ts:2",
       "region-malformed",
       R"x(us-east1)x",
       R"x(us-east-1)x"},
      {"TsZodDefaultFollowed",
       {{"src/env.ts", R"x(import { z } from "zod";

const envSchema = z.object({
  NODE_ENV: z.string().default("development"),
  AWS_REGION: z.string().default("@BAD"),
  AWS_BUCKET: z.string(),
});

export const env = envSchema.parse(process.env);
)x"},
        {"src/s3.ts", R"x(import { S3Client } from "@aws-sdk/client-s3";
import { env } from "./env";

export const s3 = new S3Client({ region: env.AWS_REGION });
)x"}},
       "src/env.ts:5",
       "region-malformed",
       R"x(us-east1)x",
       R"x(us-east-1)x"},
      {"TsZodSafeparseFollowed",
       {{"src/env.ts", R"x(import { z } from "zod";

const schema = z.object({
  AWS_ACCESS_KEY_ID: z.string().min(1),
  AWS_SECRET_ACCESS_KEY: z.string().min(1),
  AWS_SESSION_TOKEN: z.string().optional(),
});
const parsed = schema.safeParse(process.env);
if (!parsed.success) throw new Error("bad env");
export const env = parsed.data;
)x"},
        {"src/s3.ts", R"x(import { S3Client } from "@aws-sdk/client-s3";
import { env } from "./env";

export const s3 = new S3Client({
  region: "eu-west-1",
  credentials: {
    accessKeyId: env.AWS_ACCESS_KEY_ID,
    secretAccessKey: env.AWS_SECRET_ACCESS_KEY,
    @BAD
  },
});
)x"}},
       "src/s3.ts:4",
       "token-not-passed",
       R"x()x",
       R"x(sessionToken: env.AWS_SESSION_TOKEN,)x"},
      {"JsEnvalidFollowed",
       {{"env.js", R"x(const { cleanEnv, str, port } = require("envalid");

module.exports = cleanEnv(process.env, {
  PORT: port({ default: 3000 }),
  AWS_REGION: str({ default: "@BAD" }),
});
)x"},
        {"sqs.js", R"x(const { SQSClient } = require("@aws-sdk/client-sqs");
const env = require("./env");

module.exports = new SQSClient({ region: env.AWS_REGION });
)x"}},
       "env.js:5",
       "region-malformed",
       R"x(us-east1)x",
       R"x(us-east-1)x"},
      {"JsEnvHelperFileFollowed",
       {{"lib/env.js", R"x(function must(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is required`);
  return value;
}
module.exports = { must };
)x"},
        {"s3.js", R"x(const { S3Client } = require("@aws-sdk/client-s3");
const { must } = require("./lib/env");

const s3 = new S3Client({
  region: must("AWS_REGION"),
  credentials: { accessKeyId: must("AWS_ACCESS_KEY_ID"), secretAccessKey: must("AWS_SECRET_ACCESS_KEY")@BAD },
});
)x"}},
       "s3.js:4",
       "token-not-passed",
       R"x()x",
       R"x(, sessionToken: must("AWS_SESSION_TOKEN"))x"},
      {"TsClassSuperFollowed",
       {{"src/base.ts", R"x(import { S3Client } from "@aws-sdk/client-s3";

export abstract class AwsService {
  protected readonly client: S3Client;
  constructor(region: string) {
    this.client = new S3Client({ region });
  }
}
)x"},
        {"src/files.ts", R"x(import { AwsService } from "./base";

export class FileService extends AwsService {
  constructor(private readonly bucket: string) {
    super("@BAD");
  }
}
)x"}},
       "src/files.ts:5",
       "region-malformed",
       R"x(us-east1)x",
       R"x(us-east-1)x"},
      {"TsSuperOnefileFollowed",
       {{"src/base.ts", R"x(import { S3Client } from "@aws-sdk/client-s3";

class AwsService {
  client: S3Client;
  constructor(region: string) {
    this.client = new S3Client({ region });
  }
}

export class FileService extends AwsService {
  constructor() {
    super("@BAD");
  }
}
)x"}},
       "src/base.ts:12",
       "region-malformed",
       R"x(us-east1)x",
       R"x(us-east-1)x"},
      {"JsYargsFollowed",
       {{"cli.js", R"x(const yargs = require("yargs");
const { S3Client } = require("@aws-sdk/client-s3");

const argv = yargs
  .option("bucket", { type: "string", demandOption: true })
  .option("region", { type: "string", default: "@BAD" })
  .parse();

const s3 = new S3Client({ region: argv.region });
)x"}},
       "cli.js:6",
       "region-malformed",
       R"x(us-east1)x",
       R"x(us-east-1)x"},
      {"JavaSuperFollowed",
       {{"src/com/acme/Base.java", R"x(package com.acme;

import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

abstract class Base {
    protected final S3Client s3;
    Base(String region) {
        this.s3 = S3Client.builder().region(Region.of(region)).build();
    }
}
)x"},
        {"src/com/acme/Files.java", R"x(package com.acme;

class Files extends Base {
    Files() {
        super("@BAD");
    }
}
)x"}},
       "src/com/acme/Files.java:5",
       "region-malformed",
       R"x(us-east1)x",
       R"x(us-east-1)x"},
      {"JavaSuperOnefileFollowed",
       {{"src/com/acme/Files.java", R"x(package com.acme;

import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

abstract class Base {
    protected final S3Client s3;
    Base(String region) {
        this.s3 = S3Client.builder().region(Region.of(region)).build();
    }
}

class Files extends Base {
    Files() { super("@BAD"); }
}
)x"}},
       "src/com/acme/Files.java:14",
       "region-malformed",
       R"x(us-east1)x",
       R"x(us-east-1)x"},
      {"JavaGetenvHelperFollowed",
       {{"src/com/acme/Env.java", R"x(package com.acme;

final class Env {
    static String get(String name) {
        String value = System.getenv(name);
        if (value == null) throw new IllegalStateException(name);
        return value;
    }
}
)x"},
        {"src/com/acme/Store.java", R"x(package com.acme;

import com.amazonaws.auth.*;
import com.amazonaws.services.s3.*;

class Store {
    AmazonS3 s3 = AmazonS3ClientBuilder.standard().withRegion("eu-west-1").withCredentials(new AWSStaticCredentialsProvider(
        @BAD)).build();
}
)x"}},
       "src/com/acme/Store.java:7",
       "token-not-passed",
       R"x(new BasicAWSCredentials(Env.get("AWS_ACCESS_KEY_ID"), Env.get("AWS_SECRET_ACCESS_KEY")))x",
       R"x(new BasicSessionCredentials(Env.get("AWS_ACCESS_KEY_ID"), Env.get("AWS_SECRET_ACCESS_KEY"), Env.get("AWS_SESSION_TOKEN")))x"},
      {"JavaPicocliFollowed",
       {{"src/com/acme/App.java", R"x(package com.acme;

import picocli.CommandLine.Option;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

class App implements Runnable {
    @Option(names = {"-r", "--region"}, defaultValue = "@BAD")
    String region;

    public void run() {
        S3Client s3 = S3Client.builder().region(Region.of(region)).build();
    }
}
)x"}},
       "src/com/acme/App.java:8",
       "region-malformed",
       R"x(us-east1)x",
       R"x(us-east-1)x"},
      {"CsBaseCtorFollowed",
       {{"Base.cs", R"x(using Amazon;
using Amazon.S3;

public abstract class AwsService
{
    protected readonly IAmazonS3 S3;
    protected AwsService(string region)
    {
        S3 = new AmazonS3Client(RegionEndpoint.GetBySystemName(region));
    }
}
)x"},
        {"Files.cs", R"x(public class Files : AwsService
{
    public Files() : base("@BAD") { }
}
)x"}},
       "Files.cs:3",
       "region-malformed",
       R"x(us-east1)x",
       R"x(us-east-1)x"},
      {"RbSuperFollowed",
       {{"base.rb", R"x(require "aws-sdk-s3"

class Base
  def initialize(region)
    @client = Aws::S3::Client.new(region: region)
  end
end
)x"},
        {"files.rb", R"x(require_relative "base"

class Files < Base
  def initialize
    super("@BAD")
  end
end
)x"}},
       "files.rb:5",
       "region-malformed",
       R"x(us-east1)x",
       R"x(us-east-1)x"},
      {"PhpParentFollowed",
       {{"src/Base.php", R"x(<?php
namespace App;
use Aws\S3\S3Client;

abstract class Base
{
    protected S3Client $s3;
    public function __construct(string $region)
    {
        $this->s3 = new S3Client(['version' => 'latest', 'region' => $region]);
    }
}
)x"},
        {"src/Files.php", R"x(<?php
namespace App;

class Files extends Base
{
    public function __construct()
    {
        parent::__construct('@BAD');
    }
}
)x"}},
       "src/Files.php:8",
       "region-malformed",
       R"x(us-east1)x",
       R"x(us-east-1)x"},
      {"PyDataclassFollowed",
       {{"app.py", R"x(from dataclasses import dataclass
import boto3


@dataclass
class AwsConfig:
    bucket: str
    region: str = "@BAD"


class Store:
    def __init__(self, config: AwsConfig):
        self.config = config
        self.s3 = boto3.client("s3", region_name=config.region)


store = Store(AwsConfig("files"))
)x"}},
       "app.py:8",
       "region-malformed",
       R"x(us-east1)x",
       R"x(us-east-1)x"},
      {"PyPropertyFollowed",
       {{"store.py", R"x(import os
import boto3


class Store:
    @property
    def credentials(self):
        return {
            "aws_access_key_id": os.getenv("AWS_ACCESS_KEY_ID"),
            "aws_secret_access_key": os.getenv("AWS_SECRET_ACCESS_KEY"),
            @BAD
        }

    def client(self):
        return boto3.client("s3", region_name="eu-west-1", **self.credentials)
)x"}},
       "store.py:15",
       "token-not-passed",
       R"x()x",
       R"x("aws_session_token": os.getenv("AWS_SESSION_TOKEN"),)x"},
      {"KtDataClassFollowed",
       {{"Store.kt", R"x(import aws.sdk.kotlin.services.s3.S3Client

data class AwsConfig(val bucket: String, val region: String = "@BAD")

class Store(private val config: AwsConfig) {
    private val client = S3Client { region = config.region }
}

fun main() {
    val store = Store(AwsConfig("files"))
}
)x"}},
       "Store.kt:3",
       "region-malformed",
       R"x(us-east1)x",
       R"x(us-east-1)x"},
      {"KtSuperFollowed",
       {{"Store.kt", R"x(import software.amazon.awssdk.regions.Region
import software.amazon.awssdk.services.s3.S3Client

abstract class Base(region: String) {
    protected val s3: S3Client = S3Client.builder().region(Region.of(region)).build()
}

class Files : Base("@BAD")
)x"}},
       "Store.kt:8",
       "region-malformed",
       R"x(us-east1)x",
       R"x(us-east-1)x"},
      {"ScalaObjectFollowed",
       {{"Config.scala", R"x(package acme

object Config {
  val Region = "@BAD"
}
)x"},
        {"Store.scala", R"x(package acme

import software.amazon.awssdk.regions.Region
import software.amazon.awssdk.services.s3.S3Client

class Store {
  private val s3 = S3Client.builder().region(Region.of(Config.Region)).build()
}
)x"}},
       "Config.scala:4",
       "region-malformed",
       R"x(us-east1)x",
       R"x(us-east-1)x"},
      {"ScalaCaseClassFollowed",
       {{"Store.scala", R"x(import software.amazon.awssdk.regions.Region
import software.amazon.awssdk.services.s3.S3Client

case class AwsConfig(bucket: String, region: String = "@BAD")

class Store(config: AwsConfig) {
  val s3 = S3Client.builder().region(Region.of(config.region)).build()
}
)x"}},
       "Store.scala:4",
       "region-malformed",
       R"x(us-east1)x",
       R"x(us-east-1)x"},
      {"GoViperDefaultFollowed",
       {{"main.go", R"x(package main

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/spf13/viper"
)

func main() {
	viper.SetDefault("aws.region", "@BAD")
	viper.AutomaticEnv()
	_, _ = config.LoadDefaultConfig(context.TODO(), config.WithRegion(viper.GetString("aws.region")))
}
)x"}},
       "main.go:11",
       "region-malformed",
       R"x(us-east1)x",
       R"x(us-east-1)x"},
      {"GoCobraFollowed",
       {{"main.go", R"x(package main

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/spf13/cobra"
)

var region string

func main() {
	cmd := &cobra.Command{Use: "sync", RunE: func(cmd *cobra.Command, args []string) error {
		_, err := config.LoadDefaultConfig(context.TODO(), config.WithRegion(region))
		return err
	}}
	cmd.Flags().StringVar(&region, "region", "@BAD", "AWS region")
	_ = cmd.Execute()
}
)x"}},
       "main.go:17",
       "region-malformed",
       R"x(us-east1)x",
       R"x(us-east-1)x"},
      {"CsPrimaryCtorFollowed",
       {{"Store.cs", R"x(using Amazon;
using Amazon.S3;

public class Store(string region)
{
    public IAmazonS3 Client() => new AmazonS3Client(RegionEndpoint.GetBySystemName(region));
}
)x"},
        {"Program.cs", R"x(var store = new Store("@BAD");
)x"}},
       "Program.cs:1",
       "region-malformed",
       R"x(us-east1)x",
       R"x(us-east-1)x"},
      {"RbOptionsHashFollowed",
       {{"store.rb", R"x(require "aws-sdk-s3"

class Store
  def options
    {
      region: "eu-west-1",
      access_key_id: ENV["AWS_ACCESS_KEY_ID"],
      secret_access_key: ENV["AWS_SECRET_ACCESS_KEY"],
      @BAD
    }
  end

  def client
    Aws::S3::Client.new(**options)
  end
end
)x"}},
       "store.rb:14",
       "token-not-passed",
       R"x()x",
       R"x(session_token: ENV["AWS_SESSION_TOKEN"])x"},
      {"RustConstModFollowed",
       {{"src/settings.rs", R"x(pub const REGION: &str = "@BAD";
)x"},
        {"src/main.rs", R"x(mod settings;
use aws_config::{BehaviorVersion, Region};

#[tokio::main]
async fn main() {
    let config = aws_config::defaults(BehaviorVersion::latest()).region(Region::new(settings::REGION)).load().await;
    let _client = aws_sdk_s3::Client::new(&config);
}
)x"}},
       "src/settings.rs:1",
       "region-malformed",
       R"x(us-east1)x",
       R"x(us-east-1)x"},
      {"RustUseConstFollowed",
       {{"src/settings.rs", R"x(pub const AWS_REGION: &str = "@BAD";
)x"},
        {"src/store.rs", R"x(use crate::settings::AWS_REGION;
use aws_config::{BehaviorVersion, Region};

pub async fn client() -> aws_sdk_s3::Client {
    let config = aws_config::defaults(BehaviorVersion::latest()).region(Region::new(AWS_REGION)).load().await;
    aws_sdk_s3::Client::new(&config)
}
)x"}},
       "src/settings.rs:1",
       "region-malformed",
       R"x(us-east1)x",
       R"x(us-east-1)x"},
      {"RustClapFollowed",
       {{"src/main.rs", R"x(use aws_config::{BehaviorVersion, Region};
use clap::Parser;

#[derive(Parser)]
struct Args {
    #[arg(long, default_value = "@BAD")]
    region: String,
}

async fn client() -> aws_sdk_s3::Client {
    let args = Args::parse();
    let config = aws_config::defaults(BehaviorVersion::latest()).region(Region::new(args.region)).load().await;
    aws_sdk_s3::Client::new(&config)
}
)x"}},
       "src/main.rs:6",
       "region-malformed",
       R"x(us-east1)x",
       R"x(us-east-1)x"},
      {"CppConstHeaderFollowed",
       {{"src/constants.h", R"x(#pragma once

namespace app {
constexpr char kRegion[] = "@BAD";
}
)x"},
        {"src/store.cpp", R"x(#include <aws/core/Aws.h>
#include <aws/s3/S3Client.h>

#include "constants.h"

Aws::S3::S3Client make() {
  Aws::Client::ClientConfiguration config;
  config.region = app::kRegion;
  return Aws::S3::S3Client(config);
}
)x"}},
       "src/constants.h:4",
       "region-malformed",
       R"x(us-east1)x",
       R"x(us-east-1)x"},
      {"CppGetenvTokenFollowed",
       {{"src/store.cpp", R"x(#include <aws/core/auth/AWSCredentials.h>
#include <aws/s3/S3Client.h>
#include <cstdlib>

static std::string env(const char* name) {
  const char* value = std::getenv(name);
  return value ? value : "";
}

Aws::S3::S3Client make() {
  Aws::Auth::AWSCredentials credentials(env("AWS_ACCESS_KEY_ID"), env("AWS_SECRET_ACCESS_KEY")@BAD);
  Aws::Client::ClientConfiguration config;
  config.region = "eu-west-1";
  return Aws::S3::S3Client(credentials, nullptr, config);
}
)x"}},
       "src/store.cpp:11",
       "token-not-passed",
       R"x()x",
       R"x(, env("AWS_SESSION_TOKEN"))x"},
      {"SwiftStaticFollowed",
       {{"Config.swift", R"x(enum Config {
    static let region = "@BAD"
}
)x"},
        {"Store.swift", R"x(import AWSS3

func makeClient() async throws -> S3Client {
    let config = try await S3Client.S3ClientConfiguration(region: Config.region)
    return S3Client(config: config)
}
)x"}},
       "Config.swift:2",
       "region-malformed",
       R"x(us-east1)x",
       R"x(us-east-1)x"},
      {"PyKwargsOtherfileFollowed",
       {{"conf.py", R"x(import os

AWS_KWARGS = {
    "aws_access_key_id": os.environ["AWS_ACCESS_KEY_ID"],
    "aws_secret_access_key": os.environ["AWS_SECRET_ACCESS_KEY"],
    @BAD
}
)x"},
        {"app.py", R"x(import boto3
from conf import AWS_KWARGS

s3 = boto3.client("s3", region_name="eu-west-1", **AWS_KWARGS)
)x"}},
       "app.py:4",
       "token-not-passed",
       R"x()x",
       R"x("aws_session_token": os.environ.get("AWS_SESSION_TOKEN"),)x"},
      {"TsStsObjectOtherfileFollowed",
       {{"src/sts.ts", R"x(import { STSClient, AssumeRoleCommand } from "@aws-sdk/client-sts";

export async function roleCredentials(roleArn: string) {
  const client = new STSClient({ region: "eu-west-1" });
  const res = await client.send(new AssumeRoleCommand({ RoleArn: roleArn, RoleSessionName: "api" }));
  return {
    accessKeyId: res.Credentials!.AccessKeyId!,
    secretAccessKey: res.Credentials!.SecretAccessKey!,
    @BAD
  };
}
)x"},
        {"src/s3.ts", R"x(import { S3Client } from "@aws-sdk/client-s3";
import { roleCredentials } from "./sts";

export const make = async (arn: string) =>
  new S3Client({ region: "eu-west-1", credentials: await roleCredentials(arn) });
)x"}},
       "src/s3.ts:5",
       "assume-role-token-dropped",
       R"x()x",
       R"x(sessionToken: res.Credentials!.SessionToken!,)x"},
      {"TsCredentialsObjectOtherfileFollowed",
       {{"src/aws.ts", R"x(export const credentials = {
  accessKeyId: process.env.AWS_ACCESS_KEY_ID!,
  secretAccessKey: process.env.AWS_SECRET_ACCESS_KEY!,
  @BAD
};
)x"},
        {"src/s3.ts", R"x(import { S3Client } from "@aws-sdk/client-s3";
import { credentials } from "./aws";

export const s3 = new S3Client({ region: "eu-west-1", credentials });
)x"}},
       "src/s3.ts:4",
       "token-not-passed",
       R"x()x",
       R"x(sessionToken: process.env.AWS_SESSION_TOKEN,)x"},
      {"TsConfigObjectSpreadFollowed",
       {{"src/aws.ts", R"x(export const awsDefaults = { region: "@BAD", maxAttempts: 3 };
)x"},
        {"src/s3.ts", R"x(import { S3Client } from "@aws-sdk/client-s3";
import { awsDefaults } from "./aws";

export const s3 = new S3Client({ ...awsDefaults, forcePathStyle: true });
)x"}},
       "src/aws.ts:1",
       "region-malformed",
       R"x(us-east1)x",
       R"x(us-east-1)x"},
      {"TsConfigObjectWholeFollowed",
       {{"src/aws.ts", R"x(export const awsDefaults = { region: "@BAD", maxAttempts: 3 };
)x"},
        {"src/s3.ts", R"x(import { S3Client } from "@aws-sdk/client-s3";
import { awsDefaults } from "./aws";

export const s3 = new S3Client(awsDefaults);
)x"}},
       "src/aws.ts:1",
       "region-malformed",
       R"x(us-east1)x",
       R"x(us-east-1)x"},
      {"RbOptionsFileFollowed",
       {{"config/aws_options.rb", R"x(AWS_OPTIONS = { region: "@BAD", retry_limit: 3 }.freeze
)x"},
        {"lib/store.rb", R"x(require "aws-sdk-sqs"
require_relative "../config/aws_options"

SQS = Aws::SQS::Client.new(AWS_OPTIONS)
)x"}},
       "config/aws_options.rb:1",
       "region-malformed",
       R"x(us-east1)x",
       R"x(us-east-1)x"},
      {"PyStsTupleKnown",
       {{"app/aws.py", R"x(import boto3


def assume(role_arn):
    sts = boto3.client("sts", region_name="eu-west-1")
    creds = sts.assume_role(RoleArn=role_arn, RoleSessionName="report")["Credentials"]
    return creds["AccessKeyId"], creds["SecretAccessKey"], creds["SessionToken"]


def client(role_arn):
    key, secret, token = assume(role_arn)
    return boto3.client(
        "s3",
        region_name="eu-west-1",
        aws_access_key_id=key,
        aws_secret_access_key=secret,@BAD
    )
)x"}},
       "app/aws.py:12",
       "assume-role-token-dropped",
       R"x()x",
       R"x(
        aws_session_token=token,)x"},
      {"PyPartialKnown",
       {{"app.py", R"x(from functools import partial
import boto3

make_client = partial(boto3.client, region_name="@BAD")

s3 = make_client("s3")
)x"}},
       "app.py:4",
       "region-is-az",
       R"x(eu-west-1a)x",
       R"x(eu-west-1)x"},
      {"PyPartialTokenKnown",
       {{"app.py", R"x(import os
import functools
import boto3

client = functools.partial(
    boto3.client,
    aws_access_key_id=os.environ["AWS_ACCESS_KEY_ID"],
    aws_secret_access_key=os.environ["AWS_SECRET_ACCESS_KEY"],
    region_name="eu-west-1",@BAD
)
s3 = client("s3")
sqs = client("sqs")
)x"}},
       "app.py:11",
       "token-not-passed",
       R"x()x",
       R"x(
    aws_session_token=os.environ.get("AWS_SESSION_TOKEN"),)x"},
      {"PyDictCallKnown",
       {{"app.py", R"x(import boto3

options = dict(region_name="@BAD", endpoint_url=None)

def queue():
    return boto3.client("sqs", **options)
)x"}},
       "app.py:3",
       "region-malformed",
       R"x(us-east1)x",
       R"x(us-east-1)x"},
      {"PyDictUpdateKnown",
       {{"app.py", R"x(import os
import boto3

def connect():
    params = dict(region_name="eu-west-1")
    params.update(
        aws_access_key_id=os.environ["AWS_ACCESS_KEY_ID"],
        aws_secret_access_key=os.environ["AWS_SECRET_ACCESS_KEY"],@BAD
    )
    return boto3.client("dynamodb", **params)
)x"}},
       "app.py:10",
       "token-not-passed",
       R"x()x",
       R"x(
        aws_session_token=os.environ.get("AWS_SESSION_TOKEN"),)x"},
      {"PyKwargsPassKnown",
       {{"clients.py", R"x(import boto3

def make(service, **kwargs):
    return boto3.client(service, **kwargs)
)x"},
        {"jobs/run.py", R"x(from clients import make

s3 = make("s3", region_name="@BAD")
)x"}},
       "jobs/run.py:3",
       "region-is-az",
       R"x(eu-west-1a)x",
       R"x(eu-west-1)x"},
      {"PyDataclassFileKnown",
       {{"conf.py", R"x(from dataclasses import dataclass

@dataclass(frozen=True)
class AwsSettings:
    region: str = "@BAD"
    bucket: str = "reports"
)x"},
        {"store.py", R"x(import boto3
from conf import AwsSettings

class Store:
    def __init__(self, settings: AwsSettings):
        self._settings = settings

    def client(self):
        return boto3.client("s3", region_name=self._settings.region)
)x"}},
       "conf.py:5",
       "region-malformed",
       R"x(us-east1)x",
       R"x(us-east-1)x"},
      {"PyDataclassInstanceKnown",
       {{"conf.py", R"x(from dataclasses import dataclass

@dataclass
class AwsSettings:
    region: str
    bucket: str

PROD = AwsSettings(region="@BAD", bucket="reports")
)x"},
        {"store.py", R"x(import boto3
from conf import PROD

s3 = boto3.client("s3", region_name=PROD.region)
)x"}},
       "conf.py:8",
       "region-malformed",
       R"x(us-east1)x",
       R"x(us-east-1)x"},
      {"PyFlaskConfigKnown",
       {{"config.py", R"x(class Config:
    AWS_REGION = "@BAD"
)x"},
        {"app/__init__.py", R"x(import boto3
from flask import Flask

app = Flask(__name__)
app.config.from_object("config.Config")
s3 = boto3.client("s3", region_name=app.config["AWS_REGION"])
)x"}},
       "config.py:2",
       "region-malformed",
       R"x(us-east1)x",
       R"x(us-east-1)x"},
      {"PyYamlConfigKnown",
       {{"config.yml", R"x(aws:
  region: @BAD
  bucket: reports
)x"},
        {"app.py", R"x(import boto3
import yaml

with open("config.yml") as fh:
    config = yaml.safe_load(fh)

s3 = boto3.client("s3", region_name=config["aws"]["region"])
)x"}},
       "config.yml:2",
       "region-malformed",
       R"x(us-east1)x",
       R"x(us-east-1)x"},
      {"PyLoopRegionsKnown",
       {{"app.py", R"x(import boto3

REGIONS = ["us-east-1", "@BAD"]

def instances():
    for region in REGIONS:
        ec2 = boto3.resource("ec2", region_name=region)
        yield from ec2.instances.all()
)x"}},
       "app.py:3",
       "region-is-az",
       R"x(eu-west-1a)x",
       R"x(eu-west-1)x"},
      {"PyDictLookupKnown",
       {{"app.py", R"x(import boto3

REGIONS = {"eu": "@BAD", "us": "us-east-1"}

def client(area):
    return boto3.client("s3", region_name=REGIONS[area])
)x"}},
       "app.py:3",
       "region-malformed",
       R"x(us-east1)x",
       R"x(us-east-1)x"},
      {"PyGetattrSettingsKnown",
       {{"site/settings.py", R"x(AWS_REGION = "@BAD"
)x"},
        {"mail/backend.py", R"x(import boto3
from django.conf import settings

class Backend:
    def __init__(self):
        self.region = getattr(settings, "AWS_REGION", "us-east-1")

    def open(self):
        self.conn = boto3.client("ses", region_name=self.region)
)x"}},
       "site/settings.py:1",
       "region-malformed",
       R"x(us-east1)x",
       R"x(us-east-1)x"},
      {"JsNodeConfigJsKnown",
       {{"config/default.js", R"x(module.exports = {
  aws: {
    region: '@BAD',
  },
};
)x"},
        {"src/s3.js", R"x(const config = require('config');
const { S3Client } = require('@aws-sdk/client-s3');

const s3 = new S3Client({ region: config.get('aws.region') });
module.exports = { s3 };
)x"}},
       "config/default.js:3",
       "region-malformed",
       R"x(us-east1)x",
       R"x(us-east-1)x"},
      {"JsConvictKnown",
       {{"src/config.js", R"x(const convict = require('convict');

const config = convict({
  aws: {
    region: {
      doc: 'Region of the bucket',
      format: String,
      default: '@BAD',
      env: 'AWS_REGION',
    },
  },
});
config.validate({ allowed: 'strict' });
module.exports = config;
)x"},
        {"src/s3.js", R"x(const { S3Client } = require('@aws-sdk/client-s3');
const config = require('./config');

exports.client = new S3Client({ region: config.get('aws.region') });
)x"}},
       "src/config.js:8",
       "region-malformed",
       R"x(us-east1)x",
       R"x(us-east-1)x"},
      {"TsNestConfigurationKnown",
       {{"src/config/configuration.ts", R"x(export default () => ({
  port: parseInt(process.env.PORT, 10) || 3000,
  aws: {
    region: '@BAD',
  },
});
)x"},
        {"src/storage.service.ts", R"x(import { ConfigService } from '@nestjs/config';
import { S3Client } from '@aws-sdk/client-s3';

export class StorageService {
  constructor(private config: ConfigService) {}
  client() {
    return new S3Client({ region: this.config.getOrThrow('aws.region') });
  }
}
)x"}},
       "src/config/configuration.ts:4",
       "region-malformed",
       R"x(us-east1)x",
       R"x(us-east-1)x"},
      {"JsYargsFileKnown",
       {{"cli.js", R"x(const yargs = require('yargs');
const { makeClient } = require('./client');

const argv = yargs.option('region', { type: 'string', default: '@BAD' }).argv;
makeClient(argv.region);
)x"},
        {"client.js", R"x(const { S3Client } = require('@aws-sdk/client-s3');
exports.makeClient = (region) => new S3Client({ region });
)x"}},
       "cli.js:4",
       "region-is-az",
       R"x(eu-west-1a)x",
       R"x(eu-west-1)x"},
      {"TsConfigJsonKnown",
       {{"src/config.json", R"x({
  "region": "@BAD"
}
)x"},
        {"src/s3.ts", R"x(import { S3Client } from '@aws-sdk/client-s3';
import config from './config.json';

export const s3 = new S3Client({ region: config.region });
)x"}},
       "src/config.json:2",
       "region-malformed",
       R"x(us-east1)x",
       R"x(us-east-1)x"},
      {"TsPrivateFieldKnown",
       {{"src/s3.ts", R"x(import { S3Client } from '@aws-sdk/client-s3';

export class Store {
  #region = '@BAD';
  #client?: S3Client;

  get client() {
    return (this.#client ??= new S3Client({ region: this.#region }));
  }
}
)x"}},
       "src/s3.ts:4",
       "region-malformed",
       R"x(us-east1)x",
       R"x(us-east-1)x"},
      {"TsMapRegionsKnown",
       {{"src/replicate.ts", R"x(import { S3Client } from '@aws-sdk/client-s3';

const REGIONS = ['us-east-1', '@BAD'] as const;

export const clients = REGIONS.map((region) => new S3Client({ region }));
)x"}},
       "src/replicate.ts:3",
       "region-is-az",
       R"x(eu-west-1a)x",
       R"x(eu-west-1)x"},
      {"GoUrfaveKnown",
       {{"go.mod", R"x(module example.com/app

go 1.22
)x"},
        {"main.go", R"x(package main

import (
	"context"
	"os"

	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/urfave/cli/v2"
)

func main() {
	app := &cli.App{
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "region", Value: "@BAD", EnvVars: []string{"AWS_REGION"}},
		},
		Action: func(c *cli.Context) error {
			_, err := config.LoadDefaultConfig(context.Background(), config.WithRegion(c.String("region")))
			return err
		},
	}
	_ = app.Run(os.Args)
}
)x"}},
       "main.go:14",
       "region-is-az",
       R"x(eu-west-1a)x",
       R"x(eu-west-1)x"},
      {"GoViperYamlKnown",
       {{"go.mod", R"x(module example.com/app

go 1.22
)x"},
        {"config.yaml", R"x(aws:
  region: @BAD
)x"},
        {"main.go", R"x(package main

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/spf13/viper"
)

func main() {
	viper.SetConfigName("config")
	viper.AddConfigPath(".")
	_ = viper.ReadInConfig()
	_, _ = config.LoadDefaultConfig(context.Background(), config.WithRegion(viper.GetString("aws.region")))
}
)x"}},
       "config.yaml:2",
       "region-malformed",
       R"x(us-east1)x",
       R"x(us-east-1)x"},
      {"GoMapRegionsKnown",
       {{"go.mod", R"x(module example.com/app

go 1.22
)x"},
        {"main.go", R"x(package main

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/config"
)

func main() {
	for _, region := range []string{"us-east-1", "@BAD"} {
		_, _ = config.LoadDefaultConfig(context.Background(), config.WithRegion(region))
	}
}
)x"}},
       "main.go:10",
       "region-is-az",
       R"x(eu-west-1a)x",
       R"x(eu-west-1)x"},
      {"JavaValuePropertiesKnown",
       {{"src/main/resources/application.properties", R"x(app.storage.region=@BAD
app.storage.bucket=uploads
)x"},
        {"src/main/java/com/acme/S3Config.java", R"x(package com.acme;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

public class S3Config {
    private final String region;

    public S3Config(@Value("${app.storage.region}") String region) {
        this.region = region;
    }

    @Bean
    public S3Client s3Client() {
        return S3Client.builder().region(Region.of(region)).build();
    }
}
)x"}},
       "src/main/resources/application.properties:1",
       "region-unknown",
       R"x(eu-wset-1)x",
       R"x(eu-west-1)x"},
      {"JavaConfigpropsKnown",
       {{"src/main/resources/application.yml", R"x(storage:
  bucket: uploads
  region: @BAD
)x"},
        {"src/main/java/com/acme/StorageProperties.java", R"x(package com.acme;

import org.springframework.boot.context.properties.ConfigurationProperties;

@ConfigurationProperties(prefix = "storage")
public class StorageProperties {
    private String bucket;
    private String region;

    public String getBucket() { return bucket; }
    public void setBucket(String bucket) { this.bucket = bucket; }
    public String getRegion() { return region; }
    public void setRegion(String region) { this.region = region; }
}
)x"},
        {"src/main/java/com/acme/StorageConfig.java", R"x(package com.acme;

import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

public class StorageConfig {
    public S3Client s3(StorageProperties properties) {
        return S3Client.builder().region(Region.of(properties.getRegion())).build();
    }
}
)x"}},
       "src/main/resources/application.yml:3",
       "region-is-az",
       R"x(eu-west-1a)x",
       R"x(eu-west-1)x"},
      {"JavaValueKeysYmlKnown",
       {{"src/main/resources/application.yml", R"x(cloud:
  keys:
    access: ${AWS_ACCESS_KEY_ID}
    secret: ${AWS_SECRET_ACCESS_KEY}
    token: ${AWS_SESSION_TOKEN}
)x"},
        {"src/main/java/com/acme/S3Config.java", R"x(package com.acme;

import org.springframework.beans.factory.annotation.Value;
import software.amazon.awssdk.auth.credentials.*;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

public class S3Config {
    @Value("${cloud.keys.access}")
    private String accessKey;
    @Value("${cloud.keys.secret}")
    private String secretKey;
    @Value("${cloud.keys.token}")
    private String token;

    public S3Client s3() {
        return S3Client.builder().region(Region.EU_WEST_1).credentialsProvider(StaticCredentialsProvider.create(@BAD)).build();
    }
}
)x"}},
       "src/main/java/com/acme/S3Config.java:17",
       "token-not-passed",
       R"x(AwsBasicCredentials.create(accessKey, secretKey))x",
       R"x(AwsSessionCredentials.create(accessKey, secretKey, token))x"},
      {"JavaRecordFileKnown",
       {{"src/com/acme/Settings.java", R"x(package com.acme;

public record Settings(String region, String bucket) {
    public static Settings defaults() {
        return new Settings("@BAD", "uploads");
    }
}
)x"},
        {"src/com/acme/Store.java", R"x(package com.acme;

import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

public class Store {
    private final Settings settings = Settings.defaults();

    S3Client client() {
        return S3Client.builder().region(Region.of(settings.region())).build();
    }
}
)x"}},
       "src/com/acme/Settings.java:5",
       "region-is-az",
       R"x(eu-west-1a)x",
       R"x(eu-west-1)x"},
      {"JavaGetterFileKnown",
       {{"src/com/acme/AppConfig.java", R"x(package com.acme;

public class AppConfig {
    private String region = "@BAD";

    public String getRegion() {
        return region;
    }
}
)x"},
        {"src/com/acme/Store.java", R"x(package com.acme;

import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

public class Store {
    private final AppConfig config;

    public Store(AppConfig config) {
        this.config = config;
    }

    S3Client client() {
        return S3Client.builder().region(Region.of(config.getRegion())).build();
    }
}
)x"}},
       "src/com/acme/AppConfig.java:4",
       "region-is-az",
       R"x(eu-west-1a)x",
       R"x(eu-west-1)x"},
      {"JavaOptionalEnvKnown",
       {{"src/App.java", R"x(import java.util.Optional;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

class App {
    private static final String REGION = Optional.ofNullable(System.getenv("AWS_REGION")).orElse("@BAD");

    S3Client s3() {
        return S3Client.builder().region(Region.of(REGION)).build();
    }
}
)x"}},
       "src/App.java:6",
       "region-is-az",
       R"x(eu-west-1a)x",
       R"x(eu-west-1)x"},
      {"KtConfigpropsKnown",
       {{"src/main/resources/application.yml", R"x(storage:
  region: @BAD
)x"},
        {"src/main/kotlin/StorageProperties.kt", R"x(package app

import org.springframework.boot.context.properties.ConfigurationProperties

@ConfigurationProperties(prefix = "storage")
data class StorageProperties(val region: String, val bucket: String = "uploads")
)x"},
        {"src/main/kotlin/StorageConfig.kt", R"x(package app

import software.amazon.awssdk.regions.Region
import software.amazon.awssdk.services.s3.S3Client

class StorageConfig(private val properties: StorageProperties) {
    fun s3(): S3Client = S3Client.builder().region(Region.of(properties.region)).build()
}
)x"}},
       "src/main/resources/application.yml:2",
       "region-is-az",
       R"x(eu-west-1a)x",
       R"x(eu-west-1)x"},
      {"CsConfigurationIndexKnown",
       {{"appsettings.json", R"x({
  "Storage": {
    "Region": "@BAD",
    "Bucket": "uploads"
  }
}
)x"},
        {"Store.cs", R"x(using Amazon;
using Amazon.S3;
using Microsoft.Extensions.Configuration;

public class Store
{
    private readonly IAmazonS3 _s3;

    public Store(IConfiguration configuration)
    {
        _s3 = new AmazonS3Client(RegionEndpoint.GetBySystemName(configuration["Storage:Region"]));
    }
}
)x"}},
       "appsettings.json:3",
       "region-is-az",
       R"x(eu-west-1a)x",
       R"x(eu-west-1)x"},
      {"CsOptionsPatternKnown",
       {{"appsettings.json", R"x({
  "Storage": {
    "Region": "@BAD",
    "Bucket": "uploads"
  }
}
)x"},
        {"StorageOptions.cs", R"x(public class StorageOptions
{
    public const string Section = "Storage";
    public string Region { get; set; } = "";
    public string Bucket { get; set; } = "";
}
)x"},
        {"Program.cs", R"x(var builder = WebApplication.CreateBuilder(args);
builder.Services.Configure<StorageOptions>(builder.Configuration.GetSection("Storage"));
)x"},
        {"Store.cs", R"x(using Amazon;
using Amazon.S3;
using Microsoft.Extensions.Options;

public class Store
{
    private readonly StorageOptions _options;

    public Store(IOptions<StorageOptions> options)
    {
        _options = options.Value;
    }

    public IAmazonS3 Client() => new AmazonS3Client(RegionEndpoint.GetBySystemName(_options.Region));
}
)x"}},
       "appsettings.json:3",
       "region-is-az",
       R"x(eu-west-1a)x",
       R"x(eu-west-1)x"},
      {"CsGetvalueKnown",
       {{"appsettings.json", R"x({
  "AppRegion": "@BAD"
}
)x"},
        {"Program.cs", R"x(using Amazon;
using Amazon.SQS;

var builder = WebApplication.CreateBuilder(args);
var region = builder.Configuration.GetValue<string>("AppRegion");
builder.Services.AddSingleton<IAmazonSQS>(_ => new AmazonSQSClient(RegionEndpoint.GetBySystemName(region)));
)x"}},
       "appsettings.json:2",
       "region-is-az",
       R"x(eu-west-1a)x",
       R"x(eu-west-1)x"},
      {"CsStsTupleKnown",
       {{"Roles.cs", R"x(using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using Amazon.Runtime;
using Amazon.S3;
using Amazon;

public class Roles
{
    private async Task<(string Key, string Secret, string Token)> AssumeAsync(string arn)
    {
        using var sts = new AmazonSecurityTokenServiceClient(RegionEndpoint.EUWest1);
        var response = await sts.AssumeRoleAsync(new AssumeRoleRequest { RoleArn = arn, RoleSessionName = "job" });
        return (response.Credentials.AccessKeyId, response.Credentials.SecretAccessKey, response.Credentials.SessionToken);
    }

    public async Task<IAmazonS3> ClientAsync(string arn)
    {
        var (key, secret, token) = await AssumeAsync(arn);
        return new AmazonS3Client(@BAD, RegionEndpoint.EUWest1);
    }
}
)x"}},
       "Roles.cs:19",
       "assume-role-token-dropped",
       R"x(key, secret)x",
       R"x(key, secret, token)x"},
      {"RbConfigForKnown",
       {{"config/aws.yml", R"x(production:
  region: @BAD
  bucket: uploads
)x"},
        {"config/application.rb", R"x(module App
  class Application < Rails::Application
    config.x.aws = config_for(:aws)
  end
end
)x"},
        {"app/services/store.rb", R"x(class Store
  def client
    @client ||= Aws::S3::Client.new(region: Rails.configuration.x.aws.region)
  end
end
)x"}},
       "config/aws.yml:2",
       "region-is-az",
       R"x(eu-west-1a)x",
       R"x(eu-west-1)x"},
      {"RbConfigForDirectKnown",
       {{"config/storage_aws.yml", R"x(shared:
  region: @BAD
)x"},
        {"app/services/store.rb", R"x(class Store
  SETTINGS = Rails.application.config_for(:storage_aws)

  def client
    Aws::S3::Client.new(region: SETTINGS[:region])
  end
end
)x"}},
       "config/storage_aws.yml:2",
       "region-is-az",
       R"x(eu-west-1a)x",
       R"x(eu-west-1)x"},
      {"RbOptsMergeKnown",
       {{"lib/store.rb", R"x(require "aws-sdk-s3"

module Store
  DEFAULTS = { region: "@BAD", retry_limit: 3 }.freeze

  def self.client(options = {})
    Aws::S3::Client.new(DEFAULTS.merge(options))
  end
end
)x"}},
       "lib/store.rb:4",
       "region-is-az",
       R"x(eu-west-1a)x",
       R"x(eu-west-1)x"},
      {"RbOptparseKnown",
       {{"bin/list.rb", R"x(require "optparse"
require "aws-sdk-ec2"

options = { region: "@BAD" }
OptionParser.new do |o|
  o.on("--region REGION") { |v| options[:region] = v }
end.parse!

ec2 = Aws::EC2::Client.new(region: options[:region])
)x"}},
       "bin/list.rb:4",
       "region-is-az",
       R"x(eu-west-1a)x",
       R"x(eu-west-1)x"},
      {"PhpRequireArrayKnown",
       {{"config.php", R"x(<?php

return [
    'aws' => [
        'region' => '@BAD',
    ],
];
)x"},
        {"public/index.php", R"x(<?php

require __DIR__ . '/../vendor/autoload.php';

use Aws\S3\S3Client;

$config = require __DIR__ . '/../config.php';

$s3 = new S3Client(['version' => 'latest', 'region' => $config['aws']['region']]);
)x"}},
       "config.php:5",
       "region-malformed",
       R"x(us-east1)x",
       R"x(us-east-1)x"},
      {"PhpRequireWholeKnown",
       {{"aws-config.php", R"x(<?php
return [
    'version' => 'latest',
    'region' => '@BAD',
];
)x"},
        {"index.php", R"x(<?php
require 'vendor/autoload.php';

$s3 = new Aws\S3\S3Client(require 'aws-config.php');
)x"}},
       "aws-config.php:4",
       "region-malformed",
       R"x(us-east1)x",
       R"x(us-east-1)x"},
      {"PhpEnumKnown",
       {{"src/Region.php", R"x(<?php

namespace App;

enum Region: string
{
    case Ireland = '@BAD';
    case Virginia = 'us-east-1';
}
)x"},
        {"src/Store.php", R"x(<?php

namespace App;

use Aws\S3\S3Client;

class Store
{
    public function client(): S3Client
    {
        return new S3Client(['version' => 'latest', 'region' => Region::Ireland->value]);
    }
}
)x"}},
       "src/Region.php:7",
       "region-is-az",
       R"x(eu-west-1a)x",
       R"x(eu-west-1)x"},
      {"PhpGetenvOrKnown",
       {{"src/Env.php", R"x(<?php

function env_or(string $name, ?string $default = null): ?string
{
    $value = getenv($name);
    return $value === false ? $default : $value;
}

$client = new Aws\Ses\SesClient([
    'version' => 'latest',
    'region' => env_or('AWS_REGION', '@BAD'),
]);
)x"}},
       "src/Env.php:11",
       "region-is-az",
       R"x(eu-west-1a)x",
       R"x(eu-west-1)x"},
      {"PhpPropertyDefaultKnown",
       {{"src/Mailer.php", R"x(<?php
use Aws\Ses\SesClient;

class Mailer
{
    protected string $region = '@BAD';

    public function client(): SesClient
    {
        return new SesClient(['version' => 'latest', 'region' => $this->region]);
    }
}
)x"}},
       "src/Mailer.php:6",
       "region-is-az",
       R"x(eu-west-1a)x",
       R"x(eu-west-1)x"},
      {"RsStructDefaultKnown",
       {{"src/config.rs", R"x(pub struct Settings {
    pub region: String,
    pub bucket: String,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            region: "@BAD".to_string(),
            bucket: "uploads".into(),
        }
    }
}
)x"},
        {"src/main.rs", R"x(mod config;

use aws_config::{BehaviorVersion, Region};

#[tokio::main]
async fn main() {
    let settings = config::Settings::default();
    let sdk = aws_config::defaults(BehaviorVersion::latest())
        .region(Region::new(settings.region.clone()))
        .load()
        .await;
    let _s3 = aws_sdk_s3::Client::new(&sdk);
}
)x"}},
       "src/config.rs:9",
       "region-is-az",
       R"x(eu-west-1a)x",
       R"x(eu-west-1)x"},
      {"RsProviderChainKnown",
       {{"src/main.rs", R"x(use aws_config::{meta::region::RegionProviderChain, BehaviorVersion};

const FALLBACK: &str = "@BAD";

#[tokio::main]
async fn main() {
    let region = RegionProviderChain::default_provider().or_else(FALLBACK);
    let config = aws_config::defaults(BehaviorVersion::latest()).region(region).load().await;
    let _s3 = aws_sdk_s3::Client::new(&config);
}
)x"}},
       "src/main.rs:3",
       "region-is-az",
       R"x(eu-west-1a)x",
       R"x(eu-west-1)x"},
      {"ScalaConfigHoconKnown",
       {{"src/main/resources/application.conf", R"x(aws {
  region = "@BAD"
}
)x"},
        {"src/main/scala/Store.scala", R"x(package app

import com.typesafe.config.ConfigFactory
import software.amazon.awssdk.regions.Region
import software.amazon.awssdk.services.s3.S3Client

object Store {
  private val config = ConfigFactory.load()
  val client: S3Client = S3Client.builder().region(Region.of(config.getString("aws.region"))).build()
}
)x"}},
       "src/main/resources/application.conf:2",
       "region-is-az",
       R"x(eu-west-1a)x",
       R"x(eu-west-1)x"},
      {"CppMemberKnown",
       {{"src/store.h", R"x(#pragma once
#include <string>

class Store {
 public:
  Store() = default;
  void connect();

 private:
  std::string region_ = "@BAD";
};
)x"},
        {"src/store.cpp", R"x(#include "store.h"

#include <aws/s3/S3Client.h>

void Store::connect() {
  Aws::Client::ClientConfiguration config;
  config.region = region_;
  Aws::S3::S3Client client(config);
}
)x"}},
       "src/store.h:10",
       "region-is-az",
       R"x(eu-west-1a)x",
       R"x(eu-west-1)x"},
      {"CppStructSettingsKnown",
       {{"src/settings.h", R"x(#pragma once
#include <string>

struct Settings {
  std::string region = "@BAD";
  std::string bucket;
};
)x"},
        {"src/main.cpp", R"x(#include <aws/s3/S3Client.h>
#include "settings.h"

Aws::S3::S3Client make(const Settings& settings) {
  Aws::Client::ClientConfiguration config;
  config.region = settings.region;
  return Aws::S3::S3Client(config);
}
)x"}},
       "src/settings.h:5",
       "region-is-az",
       R"x(eu-west-1a)x",
       R"x(eu-west-1)x"},
      {"TfVarDefaultKnown",
       {{"variables.tf", R"x(variable "region" {
  type    = string
  default = "@BAD"
}
)x"},
        {"main.tf", R"x(provider "aws" {
  region = var.region
}
)x"}},
       "variables.tf:3",
       "region-is-az",
       R"x(eu-west-1a)x",
       R"x(eu-west-1)x"},
      {"TfTfvarsKnown",
       {{"variables.tf", R"x(variable "region" {
  type = string
}
)x"},
        {"terraform.tfvars", R"x(region = "@BAD"
)x"},
        {"main.tf", R"x(provider "aws" {
  region = var.region
}
)x"}},
       "terraform.tfvars:1",
       "region-is-az",
       R"x(eu-west-1a)x",
       R"x(eu-west-1)x"},
      {"PyLambdaKnown",
       {{"app.py", R"x(import boto3

make = lambda name, region="@BAD": boto3.client(name, region_name=region)
s3 = make("s3")
)x"}},
       "app.py:3",
       "region-is-az",
       R"x(eu-west-1a)x",
       R"x(eu-west-1)x"},
      {"PySettingsInstanceKnown",
       {{"settings.py", R"x(class Settings:
    def __init__(self):
        self.region = "@BAD"
        self.bucket = "x"

settings = Settings()
)x"},
        {"app.py", R"x(import boto3
from settings import settings

s3 = boto3.client("s3", region_name=settings.region)
)x"}},
       "settings.py:3",
       "region-is-az",
       R"x(eu-west-1a)x",
       R"x(eu-west-1)x"},
      {"PyDictGetDefaultKnown",
       {{"app.py", R"x(import boto3

def handler(event, context):
    region = event.get("region", "@BAD")
    return boto3.client("s3", region_name=region).list_buckets()
)x"}},
       "app.py:4",
       "region-is-az",
       R"x(eu-west-1a)x",
       R"x(eu-west-1)x"},
      {"PyIfElseKnown",
       {{"app.py", R"x(import os
import boto3

if os.environ.get("STAGE") == "prod":
    region = "@BAD"
else:
    region = "us-east-1"
s3 = boto3.client("s3", region_name=region)
)x"}},
       "app.py:5",
       "region-is-az",
       R"x(eu-west-1a)x",
       R"x(eu-west-1)x"},
      {"JsClassCtorKnown",
       {{"s3.js", R"x(const AWS = require('aws-sdk');

class Store {
  constructor(options) {
    this.options = options;
  }
  client() {
    return new AWS.S3({ region: this.options.region });
  }
}
const store = new Store({ region: '@BAD' });
)x"}},
       "s3.js:11",
       "region-is-az",
       R"x(eu-west-1a)x",
       R"x(eu-west-1)x"},
      {"JsArrayKnown",
       {{"s3.js", R"x(const { S3Client } = require('@aws-sdk/client-s3');
const { STSClient, AssumeRoleCommand } = require('@aws-sdk/client-sts');

async function keys(arn) {
  const sts = new STSClient({ region: 'eu-west-1' });
  const { Credentials: c } = await sts.send(new AssumeRoleCommand({ RoleArn: arn, RoleSessionName: 'job' }));
  return [c.AccessKeyId, c.SecretAccessKey, c.SessionToken];
}

async function client(arn) {
  const [accessKeyId, secretAccessKey, sessionToken] = await keys(arn);
  return new S3Client({ region: 'eu-west-1', credentials: { accessKeyId, secretAccessKey@BAD } });
}
)x"}},
       "s3.js:12",
       "assume-role-token-dropped",
       R"x()x",
       R"x(, sessionToken)x"},
      {"TsSwitchFnKnown",
       {{"src/s3.ts", R"x(import { S3Client } from '@aws-sdk/client-s3';

function regionFor(stage: string): string {
  switch (stage) {
    case 'prod':
      return '@BAD';
    default:
      return 'us-east-1';
  }
}

export const s3 = new S3Client({ region: regionFor(process.env.STAGE ?? 'dev') });
)x"}},
       "src/s3.ts:6",
       "region-is-az",
       R"x(eu-west-1a)x",
       R"x(eu-west-1)x"},
      {"TsRecordMapKnown",
       {{"src/s3.ts", R"x(import { S3Client } from '@aws-sdk/client-s3';

const regions: Record<string, string> = { prod: '@BAD', dev: 'us-east-1' };

export const s3 = new S3Client({ region: regions[process.env.STAGE ?? 'dev'] });
)x"}},
       "src/s3.ts:3",
       "region-is-az",
       R"x(eu-west-1a)x",
       R"x(eu-west-1)x"},
      {"CsGetsectionKnown",
       {{"appsettings.json", R"x({
  "Aws": {
    "Sqs": { "Region": "@BAD" }
  }
}
)x"},
        {"Store.cs", R"x(using Amazon;
using Amazon.SQS;
using Microsoft.Extensions.Configuration;

public class Store
{
    public IAmazonSQS Make(IConfiguration config)
    {
        var section = config.GetSection("Aws:Sqs");
        return new AmazonSQSClient(RegionEndpoint.GetBySystemName(section["Region"]));
    }
}
)x"}},
       "appsettings.json:3",
       "region-is-az",
       R"x(eu-west-1a)x",
       R"x(eu-west-1)x"},
      {"PhpListKnown",
       {{"src/app.php", R"x(<?php
function keys(): array
{
    return [getenv('AWS_ACCESS_KEY_ID'), getenv('AWS_SECRET_ACCESS_KEY'), getenv('AWS_SESSION_TOKEN')];
}

[$key, $secret, $token] = keys();
$s3 = new Aws\S3\S3Client(['version' => 'latest', 'region' => 'eu-west-1', 'credentials' => ['key' => $key, 'secret' => $secret@BAD]]);
)x"}},
       "src/app.php:8",
       "token-not-passed",
       R"x()x",
       R"x(, 'token' => $token)x"},
      {"RbMultiReturnKnown",
       {{"lib/store.rb", R"x(require "aws-sdk-s3"

def keys
  [ENV["AWS_ACCESS_KEY_ID"], ENV["AWS_SECRET_ACCESS_KEY"], ENV["AWS_SESSION_TOKEN"]]
end

key, secret, token = keys
S3 = Aws::S3::Client.new(region: "eu-west-1", access_key_id: key, secret_access_key: secret@BAD)
)x"}},
       "lib/store.rb:8",
       "token-not-passed",
       R"x()x",
       R"x(, session_token: token)x"},
      {"RbDigKnown",
       {{"lib/store.rb", R"x(require "aws-sdk-s3"

CONFIG = { aws: { region: "@BAD" } }.freeze
S3 = Aws::S3::Client.new(region: CONFIG.dig(:aws, :region))
)x"}},
       "lib/store.rb:3",
       "region-is-az",
       R"x(eu-west-1a)x",
       R"x(eu-west-1)x"},
      {"PydConfigObjNestedKnown",
       {{"conf.py", R"x(class Aws:
    region = "@BAD"

class Config:
    aws = Aws()
    debug = False

config = Config()
)x"},
        {"app.py", R"x(import boto3
from conf import config

s3 = boto3.client("s3", region_name=config.aws.region)
)x"}},
       "conf.py:2",
       "region-is-az",
       R"x(eu-west-1a)x",
       R"x(eu-west-1)x"},
      {"PydImportAsKnown",
       {{"constants.py", R"x(DEFAULT_REGION = "@BAD"
)x"},
        {"pkg.py", R"x(import boto3
import constants as c

def table(name, region=c.DEFAULT_REGION):
    return boto3.resource("dynamodb", region_name=region).Table(name)
)x"}},
       "constants.py:1",
       "region-is-az",
       R"x(eu-west-1a)x",
       R"x(eu-west-1)x"},
      {"TsdFactoryOptionsKnown",
       {{"src/aws/factory.ts", R"x(import { S3Client, S3ClientConfig } from '@aws-sdk/client-s3';

export class ClientFactory {
  constructor(private readonly defaults: S3ClientConfig) {}
  s3(): S3Client {
    return new S3Client(this.defaults);
  }
}
)x"},
        {"src/main.ts", R"x(import { ClientFactory } from './aws/factory';

export const factory = new ClientFactory({ region: '@BAD' });
)x"}},
       "src/main.ts:3",
       "region-is-az",
       R"x(eu-west-1a)x",
       R"x(eu-west-1)x"},
      {"TsdStaticMethodKnown",
       {{"src/Settings.ts", R"x(export default class Settings {
  public static region(): string {
    return process.env.REGION ?? '@BAD';
  }
}
)x"},
        {"src/s3.ts", R"x(import { S3Client } from '@aws-sdk/client-s3';
import Settings from './Settings';

export const s3 = new S3Client({ region: Settings.region() });
)x"}},
       "src/Settings.ts:3",
       "region-is-az",
       R"x(eu-west-1a)x",
       R"x(eu-west-1)x"},
      {"TsdJoiNestKnown",
       {{"src/app.module.ts", R"x(import { Module } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import * as Joi from 'joi';

@Module({
  imports: [
    ConfigModule.forRoot({
      validationSchema: Joi.object({ AWS_REGION: Joi.string().default('@BAD') }),
    }),
  ],
})
export class AppModule {}
)x"},
        {"src/s3.service.ts", R"x(import { ConfigService } from '@nestjs/config';
import { S3Client } from '@aws-sdk/client-s3';

export class S3Service {
  private readonly client = new S3Client({ region: this.config.get('AWS_REGION') });
  constructor(private readonly config: ConfigService) {}
}
)x"}},
       "src/app.module.ts:8",
       "region-is-az",
       R"x(eu-west-1a)x",
       R"x(eu-west-1)x"},
      {"JavadLombokPropsKnown",
       {{"src/main/resources/application.yml", R"x(acme:
  storage:
    region: @BAD
)x"},
        {"src/main/java/com/acme/Props.java", R"x(package com.acme;

import lombok.Data;
import org.springframework.boot.context.properties.ConfigurationProperties;

@Data
@ConfigurationProperties(prefix = "acme.storage")
public class Props {
    private String region;
}
)x"},
        {"src/main/java/com/acme/C.java", R"x(package com.acme;

import lombok.RequiredArgsConstructor;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

@RequiredArgsConstructor
public class C {
    private final Props props;

    public S3Client s3() {
        return S3Client.builder().region(Region.of(props.getRegion())).build();
    }
}
)x"}},
       "src/main/resources/application.yml:3",
       "region-is-az",
       R"x(eu-west-1a)x",
       R"x(eu-west-1)x"},
      {"CsdOptionsConfigObjKnown",
       {{"appsettings.json", R"x({
  "Queue": { "Region": "@BAD", "Url": "x" }
}
)x"},
        {"QueueOptions.cs", R"x(public sealed class QueueOptions
{
    public string Region { get; init; } = string.Empty;
    public string Url { get; init; } = string.Empty;
}
)x"},
        {"Program.cs", R"x(using Amazon;
using Amazon.SQS;

var builder = WebApplication.CreateBuilder(args);
var options = builder.Configuration.GetSection("Queue").Get<QueueOptions>();
builder.Services.AddSingleton<IAmazonSQS>(_ => new AmazonSQSClient(RegionEndpoint.GetBySystemName(options.Region)));
)x"}},
       "appsettings.json:2",
       "region-is-az",
       R"x(eu-west-1a)x",
       R"x(eu-west-1)x"},
      {"PhpdLaravelServiceProviderKnown",
       {{"config/services.php", R"x(<?php
return [
    'sqs' => [
        'region' => '@BAD',
    ],
];
)x"},
        {"app/Providers/AwsProvider.php", R"x(<?php
namespace App\Providers;

use Aws\Sqs\SqsClient;
use Illuminate\Support\ServiceProvider;

class AwsProvider extends ServiceProvider
{
    public function register()
    {
        $this->app->singleton(SqsClient::class, function ($app) {
            return new SqsClient(['version' => 'latest', 'region' => $app['config']['services.sqs.region']]);
        });
    }
}
)x"}},
       "config/services.php:4",
       "region-is-az",
       R"x(eu-west-1a)x",
       R"x(eu-west-1)x"},
      {"JsdMinimistKnown",
       {{"cli.js",
         R"x(const argv = require('minimist')(process.argv.slice(2), { default: { region: '@BAD' } });
const { S3Client } = require('@aws-sdk/client-s3');

const s3 = new S3Client({ region: argv.region });
)x"}},
       "cli.js:1",
       "region-is-az",
       R"x(eu-west-1a)x",
       R"x(eu-west-1)x"},
      {"PyStsClassKnown",
       {{"app.py", R"x(import boto3

class Role:
    def __init__(self, arn):
        sts = boto3.client("sts", region_name="eu-west-1")
        response = sts.assume_role(RoleArn=arn, RoleSessionName="worker")
        self.access_key = response["Credentials"]["AccessKeyId"]
        self.secret_key = response["Credentials"]["SecretAccessKey"]
        self.token = response["Credentials"]["SessionToken"]

def client(arn):
    role = Role(arn)
    return boto3.client("s3", region_name="eu-west-1", aws_access_key_id=role.access_key, aws_secret_access_key=role.secret_key@BAD)
)x"}},
       "app.py:13",
       "assume-role-token-dropped",
       R"x()x",
       R"x(, aws_session_token=role.token)x"},
      {"GoStructJsonKnown",
       {{"go.mod", R"x(module example.com/app

go 1.22
)x"},
        {"config/config.go", R"x(package config

import (
	"os"

	"github.com/joho/godotenv"
)

type Config struct {
	Region string
	Bucket string
}

func getEnv(key, def string) string {
	if v := os.Getenv(key); v != "" {
		return v
	}
	return def
}

func New() *Config {
	_ = godotenv.Load()
	return &Config{
		Region: getEnv("AWS_REGION", "@BAD"),
		Bucket: getEnv("BUCKET", "x"),
	}
}
)x"},
        {"storage/s3.go", R"x(package storage

import (
	"context"

	"example.com/app/config"
	awsconfig "github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/s3"
)

func NewClient(ctx context.Context, cfg *config.Config) (*s3.Client, error) {
	awsCfg, err := awsconfig.LoadDefaultConfig(ctx, awsconfig.WithRegion(cfg.Region))
	if err != nil {
		return nil, err
	}
	return s3.NewFromConfig(awsCfg), nil
}
)x"},
        {"main.go", R"x(package main

import (
	"context"

	"example.com/app/config"
	"example.com/app/storage"
)

func main() {
	cfg := config.New()
	_, _ = storage.NewClient(context.Background(), cfg)
}
)x"}},
       "config/config.go:24",
       "region-is-az",
       R"x(eu-west-1a)x",
       R"x(eu-west-1)x"},
      {"JavaConfigpropsRecordKnown",
       {{"src/main/resources/application.yml", R"x(storage:
  bucket: uploads
  region: @BAD
)x"},
        {"src/main/java/com/acme/StorageProperties.java", R"x(package com.acme;

import org.springframework.boot.context.properties.ConfigurationProperties;

@ConfigurationProperties("storage")
public record StorageProperties(String bucket, String region) {}
)x"},
        {"src/main/java/com/acme/StorageConfig.java", R"x(package com.acme;

import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

public class StorageConfig {
    private final StorageProperties properties;

    public StorageConfig(StorageProperties properties) {
        this.properties = properties;
    }

    public S3Client s3() {
        return S3Client.builder().region(Region.of(properties.region())).build();
    }
}
)x"}},
       "src/main/resources/application.yml:3",
       "region-is-az",
       R"x(eu-west-1a)x",
       R"x(eu-west-1)x"},
      {"PyePropertyFileKnown",
       {{"conf.py", R"x(import os

class Config:
    @property
    def region(self):
        return os.environ.get("APP_REGION", "@BAD")

config = Config()
)x"},
        {"app.py", R"x(import boto3
from conf import config

s3 = boto3.client("s3", region_name=config.region)
)x"}},
       "conf.py:6",
       "region-is-az",
       R"x(eu-west-1a)x",
       R"x(eu-west-1)x"},
      {"PyeStaticmethodFileKnown",
       {{"conf.py", R"x(class Config:
    @staticmethod
    def region():
        return "@BAD"
)x"},
        {"app.py", R"x(import boto3
from conf import Config

s3 = boto3.client("s3", region_name=Config.region())
)x"}},
       "conf.py:4",
       "region-is-az",
       R"x(eu-west-1a)x",
       R"x(eu-west-1)x"},
      {"JseDefaultParamKnown",
       {{"s3.js", R"x(const { S3Client } = require('@aws-sdk/client-s3');

function create(options = { region: '@BAD' }) {
  return new S3Client(options);
}
module.exports = create();
)x"}},
       "s3.js:3",
       "region-is-az",
       R"x(eu-west-1a)x",
       R"x(eu-west-1)x"},
      {"GeeMapLookupKnown",
       {{"go.mod", R"x(module example.com/a
)x"},
        {"main.go", R"x(package main

import (
	"context"
	"os"

	"github.com/aws/aws-sdk-go-v2/config"
)

var regions = map[string]string{"prod": "@BAD", "dev": "us-east-1"}

func main() {
	_, _ = config.LoadDefaultConfig(context.Background(), config.WithRegion(regions[os.Getenv("STAGE")]))
}
)x"}},
       "main.go:10",
       "region-is-az",
       R"x(eu-west-1a)x",
       R"x(eu-west-1)x"},
      {"RbeFetchKnown",
       {{"lib/s3.rb", R"x(require "aws-sdk-s3"

def client(options)
  Aws::S3::Client.new(region: options.fetch(:region, "@BAD"))
end
client({})
)x"}},
       "lib/s3.rb:4",
       "region-is-az",
       R"x(eu-west-1a)x",
       R"x(eu-west-1)x"},
      {"PyeLoopDictsKnown",
       {{"app.py", R"x(import boto3

TARGETS = [
    {"region": "us-east-1", "bucket": "a"},
    {"region": "@BAD", "bucket": "b"},
]

for target in TARGETS:
    boto3.client("s3", region_name=target["region"]).list_objects_v2(Bucket=target["bucket"])
)x"}},
       "app.py:5",
       "region-is-az",
       R"x(eu-west-1a)x",
       R"x(eu-west-1)x"},
  };
  return all;
}

class AcrossFiles : public testing::TestWithParam<Flow> {
 protected:
  static std::string findings(const Flow& flow, std::string_view value) {
    const TempTree tree;
    for (const auto& [path, text] : flow.files) {
      std::string written(text);
      const std::size_t at = written.find("@BAD");
      if (at != std::string::npos) written.replace(at, 4, value);
      tree.write(std::string(path), written);
    }
    return run_credlint(tree.root(), {"check", "--no-config", "--format", "github", "."}).out;
  }
};

TEST_P(AcrossFiles, TheDefectIsSaidWhereTheValueIs) {
  const Flow& flow = GetParam();
  const std::string place(flow.finding);
  const std::size_t colon = place.find(':');
  const std::string said = findings(flow, flow.bad);
  EXPECT_THAT(said,
              HasSubstr("file=" + place.substr(0, colon) + ",line=" + place.substr(colon + 1)));
  EXPECT_THAT(said, HasSubstr(std::string(flow.rule)));
}

TEST_P(AcrossFiles, TheRepairedTwinIsSilent) {
  const Flow& flow = GetParam();
  EXPECT_THAT(findings(flow, flow.good), Not(HasSubstr(std::string(flow.rule))));
}

INSTANTIATE_TEST_SUITE_P(Flows, AcrossFiles, testing::ValuesIn(flows()),
                         [](const auto& flow) { return std::string(flow.param.name); });

TEST(LinkedFiles, WhatFilesDisagreeOnIsNotKnown) {
  const TempTree tree;
  tree.write("a/places.go", "package a\n\nconst place = \"us-east1\"\n");
  tree.write("a/more.go", "package a\n\nconst place = \"eu-west-1\"\n");
  tree.write("a/main.go",
             "package a\n\nimport \"github.com/aws/aws-sdk-go-v2/config\"\n\nfunc f() {\n"
             "\tconfig.LoadDefaultConfig(nil, config.WithRegion(place))\n}\n");
  EXPECT_EQ(run_credlint(tree.root(), {"check", "--no-config", "."}).out, "");
}

TEST(LinkedFiles, AParameterIsNotWhatOneCallGives) {
  const TempTree tree;
  tree.write(
      "clients.py",
      "import boto3\n\ndef store(place):\n    return boto3.client('s3', region_name=place)\n");
  tree.write("one.py", "from clients import store\nstore('eu-west-1')\n");
  tree.write("two.py", "from clients import store\nstore(input())\n");
  const Outcome facts = run_credlint(tree.root(), {"facts", "--no-config", "."});
  EXPECT_THAT(facts.out,
              HasSubstr("region={\"one_of\":[{\"value\":\"eu-west-1\"},{\"unknown\":true}]}"));
}

TEST(LinkedFiles, ADefaultIsTheValueUntilAnotherFileGivesOne) {
  const TempTree tree;
  tree.write("clients.py",
             "import boto3\n\ndef store(place='eu-west-2'):\n"
             "    return boto3.client('s3', region_name=place)\n\nstore()\n");
  EXPECT_THAT(run_credlint(tree.root(), {"facts", "--no-config", "."}).out,
              HasSubstr("service=\"s3\" region={\"value\":\"eu-west-2\"}"));
  tree.write("one.py", "from clients import store\nstore('eu-west-1')\n");
  EXPECT_THAT(run_credlint(tree.root(), {"facts", "--no-config", "."}).out,
              HasSubstr("region={\"one_of\":[{\"value\":\"eu-west-2\"},"
                        "{\"value\":\"eu-west-1\"},{\"unknown\":true}]}"));
}

TEST(LinkedFiles, AClientHasTheRegionOfWhatAnotherFileMade) {
  const TempTree tree;
  tree.write("a/config.go",
             "package a\n\nimport (\n\t\"github.com/aws/aws-sdk-go-v2/aws\"\n"
             "\t\"github.com/aws/aws-sdk-go-v2/config\"\n)\n\n"
             "func load() (aws.Config, string, error) {\n"
             "\tcfg, err := config.LoadDefaultConfig(nil, config.WithRegion(\"eu-west-1\"))\n"
             "\treturn cfg, \"\", err\n}\n\n"
             "func (s *Store) config() aws.Config {\n"
             "\tcfg, _ := config.LoadDefaultConfig(nil, config.WithRegion(\"eu-west-2\"))\n"
             "\treturn cfg\n}\n");
  tree.write("a/store.go",
             "package a\n\nimport \"github.com/aws/aws-sdk-go-v2/service/s3\"\n\n"
             "func (s *Store) open() {\n\tcfg, _, err := load()\n"
             "\ts.one = s3.NewFromConfig(cfg)\n\ts.two = s3.NewFromConfig(s.config())\n"
             "\tcfg.Region = s.name\n\ts.three = s3.NewFromConfig(cfg)\n}\n\n"
             "func (o *Other) open() { o.one = s3.NewFromConfig(o.config()) }\n");
  const Outcome facts = run_credlint(tree.root(), {"facts", "--no-config", "a/store.go", "a"});
  const auto count = [&](std::string_view region) {
    const std::string line = std::string("service=\"s3\" region={\"value\":\"")
                                 .append(region)
                                 .append("\",\"inherited\":true}");
    std::size_t lines = 0;
    for (std::size_t at = 0; (at = facts.out.find(line, at)) != std::string::npos; ++at) ++lines;
    return lines;
  };
  EXPECT_EQ(count("eu-west-1"), 1U) << facts.out;  // s.three has another region
  EXPECT_EQ(count("eu-west-2"), 1U) << facts.out;
}

TEST(LinkedFiles, WhatTestsGiveIsNotWhatAProgramGives) {
  const TempTree tree;
  tree.write("src/sender.ts",
             "import { SESClient } from '@aws-sdk/client-ses';\nexport class Sender {\n"
             "  constructor(private readonly config: Config) {\n"
             "    this.ses = new SESClient({ credentials: {\n"
             "      accessKeyId: this.config.keyId, secretAccessKey: this.config.secret } });\n"
             "  }\n}\n");
  tree.write("src/sender.spec.ts",
             "import { Sender } from './sender';\n"
             "new Sender({ keyId: 'AKIARZPUZDIKAEXAMPLE', secret: 'none' });\n");
  const Outcome facts = run_credlint(tree.root(), {"facts", "--no-config", "."});
  EXPECT_THAT(facts.out, HasSubstr("service=\"ses\" key_id={\"unknown\":true}"));
}

TEST(LinkedFiles, AnnotatedFieldsAreWhatASettingsFileSays) {
  const TempTree tree;
  tree.write("a/Settings.java",
             "package a;\n\n@Data\n@Builder\npublic class Settings {\n"
             "  @Builder.Default private Region region = Region.of(\"us-west-2\");\n"
             "  private final String profile = \"dev\";\n}\n");
  tree.write("a/Store.java",
             "package a;\n\nimport software.amazon.awssdk.services.s3.S3Client;\n\n"
             "class Store {\n  Store(Settings settings) {\n"
             "    S3Client.builder().region(settings.getRegion()).build();\n  }\n}\n");
  EXPECT_THAT(run_credlint(tree.root(), {"facts", "--no-config", "a/Store.java", "a"}).out,
              HasSubstr("service=\"s3\" region={\"unknown\":true}"));
}

TEST(LinkedFiles, AReaderOfTheEnvironmentIsOneInBrowsersToo) {
  const TempTree tree;
  tree.write("env.ts",
             "export const env = <K extends Key>(name: K): Value<K> => {\n"
             "  if (typeof window !== 'undefined') return window.ENV[name] as Value<K>;\n"
             "  return (typeof process !== 'undefined' ? process?.env?.[name] : undefined) as "
             "Value<K>;\n};\n");
  tree.write("store.ts",
             "import { S3Client } from '@aws-sdk/client-s3';\nimport { env } from './env';\n"
             "const a = new S3Client({ region: env('STORE_REGION') || 'eu-west-1' });\n");
  EXPECT_THAT(run_credlint(tree.root(), {"facts", "--no-config", "."}).out,
              HasSubstr("region={\"env\":\"STORE_REGION\",\"default\":\"eu-west-1\"}"));
}

TEST(LinkedFiles, ASessionIsOneOfAnotherModule) {
  const TempTree tree;
  tree.write("sessions.py",
             "import boto3\n\nSESSION = boto3.Session(profile_name='dev')\n\n"
             "def make():\n    return boto3.Session(region_name='eu-west-1')\n");
  tree.write("app.py",
             "import boto3\nfrom sessions import SESSION, make\n\n"
             "s3 = SESSION.client('s3')\nsession = make()\nsqs = session.client('sqs')\n");
  const Outcome facts = run_credlint(tree.root(), {"facts", "--no-config", "."});
  EXPECT_THAT(facts.out,
              HasSubstr("service=\"s3\" profile={\"value\":\"dev\",\"inherited\":true}"));
  EXPECT_THAT(facts.out,
              HasSubstr("service=\"sqs\" region={\"value\":\"eu-west-1\",\"inherited\":true}"));
}

TEST(LinkedFiles, HelpersThatCallEachOtherEnd) {
  const TempTree tree;
  tree.write("a.py",
             "import boto3\nfrom b import other\nfirst = other()\nsecond = first.make()\n"
             "first = second.make()\nboto3.client('s3', region_name=first.place.name)\n");
  tree.write("b.py", "from a import second as other\nREGION = other().REGION\n");
  EXPECT_EQ(run_credlint(tree.root(), {"check", "--no-config", "."}).out, "");
}

TEST(LinkedFiles, ObjectsMadeOfOthersAreNotFollowedAtLength) {
  std::string text =
      "package a\n\nimport \"github.com/aws/aws-sdk-go-v2/config\"\n\n"
      "type P struct{ region string }\n\n";
  for (int i = 0; i < 12; ++i)
    text += "func (p *P) f" + std::to_string(i) + "() *P { return &P{region: p.region} }\n";
  text += "func (p *P) g() { config.LoadDefaultConfig(nil, config.WithRegion(p.region)) }\n";
  const TempTree tree;
  tree.write("a/a.go", text);
  EXPECT_THAT(run_credlint(tree.root(), {"check", "--no-config", "."}).err,
              Not(HasSubstr("not all of it was read")));
}

TEST(LinkedFiles, CirclesEnd) {
  const TempTree tree;
  tree.write("a.py",
             "import boto3\nfrom b import PLACE\nPLACE2 = PLACE\n"
             "boto3.client('s3', region_name=PLACE)\n");
  tree.write("b.py",
             "import boto3\nfrom a import PLACE2 as PLACE\nimport b\n"
             "PLACE = b.PLACE\nboto3.client('s3', region_name=PLACE)\n");
  EXPECT_EQ(run_credlint(tree.root(), {"check", "--no-config", "."}).out, "");
}

TEST(LinkedFiles, KeywordsAreArgumentsToo) {  // "this" and "null" are no nodes with names
  const TempTree tree;
  tree.write("App.cs",
             "using Amazon.S3;\nusing Shop;\n\nclass App {\n  void Run() {\n"
             "    new Stack(this, \"Shop\", \"us-east1\");\n    Stack.Of(null);\n  }\n}\n");
  tree.write("Stack.cs",
             "using Amazon;\nusing Amazon.S3;\n\nnamespace Shop {\n  class Stack {\n"
             "    public Stack(object scope, string id, string place) {\n"
             "      new AmazonS3Client(RegionEndpoint.GetBySystemName(place));\n    }\n"
             "    public static void Of(object it) {}\n  }\n}\n");
  const Outcome outcome = run_credlint(tree.root(), {"check", "--no-config", "."});
  EXPECT_LE(outcome.code, 1) << outcome.err;
}

TEST(LinkedFiles, ThousandsMayUseOne) {
  const TempTree tree;
  tree.write("places.py", "PLACE = 'us-east1'\n");
  for (int i = 0; i < 2000; ++i) {
    tree.write("m" + std::to_string(i) + ".py",
               "import boto3\nimport places\nboto3.client('s3', region_name=places.PLACE)\n");
  }
  const Outcome one = run_credlint(tree.root(), {"check", "--no-config", "-j", "1", "."});
  const Outcome two = run_credlint(tree.root(), {"check", "--no-config", "-j", "2", "."});
  EXPECT_EQ(one.out, two.out);
  EXPECT_THAT(one.out, HasSubstr("places.py:1"));
}

TEST(ProjectSdks, AFileOfAProjectIsJudgedByItsSdks) {
  const TempTree tree;
  tree.write("compose.yml",
             "services:\n  a:\n    environment:\n      AWS_PROFILE: ${AWS_PROFILE}\n");
  const Outcome unknown = run_credlint(tree.root(), {"check", "--no-config", "."});
  EXPECT_EQ(unknown.code, 0) << unknown.out;  // a note
  EXPECT_THAT(unknown.out, HasSubstr("compose-empty-passthrough"));
  tree.write("app.py", "import boto3\ns3 = boto3.client('s3', region_name='eu-west-1')\n");
  EXPECT_EQ(run_credlint(tree.root(), {"check", "--no-config", "."}).code, 1);
}

TEST(Placeholders, OfRegionsThatOthersPutInNothingIsSaid) {
  const TempTree tree;
  tree.write("deploy.yml",
             "- hosts: localhost\n  tasks:\n"
             "    - command: terraform init -backend-config=\"region={{ aws_region }}\"\n");
  tree.write(".env", "AWS_REGION=local\nAWS_ACCESS_KEY_ID=local\nAWS_SECRET_ACCESS_KEY=local\n");
  EXPECT_EQ(run_credlint(tree.root(), {"check", "--no-config", "."}).out, "");
}

TEST(Placeholders, ALocalStackTakesAnyKeys) {
  const TempTree tree;
  const std::string keys =
      "    environment:\n      AWS_ACCESS_KEY_ID: AKIAIOSFODNN7EXAMPLE\n"
      "      AWS_SECRET_ACCESS_KEY: wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\n";
  tree.write("docker-compose.yml", "services:\n  app:\n    image: shop\n" + keys);
  EXPECT_THAT(run_credlint(tree.root(), {"check", "--no-config", "."}).out,
              HasSubstr("placeholder-value"));
  tree.write("docker-compose.yml",
             "services:\n  stack:\n    image: localstack/localstack\n" + keys);
  EXPECT_EQ(run_credlint(tree.root(), {"check", "--no-config", "."}).out, "");
}

TEST(Leaks, ACopyOfWhatIsInUseWasNotMadeUp) {
  const TempTree tree;
  const std::string line = "accessKey=AKIARZPUZDIKJLODG6PQ\n";
  tree.write("demo/app.properties", line);
  EXPECT_THAT(run_credlint(tree.root(), {"check", "--no-config", "."}).out,
              HasSubstr("so it may be made up"));
  tree.write("prod/app.properties", line);
  EXPECT_THAT(run_credlint(tree.root(), {"check", "--no-config", "."}).out,
              Not(HasSubstr("made up")));
}

TEST(Clients, AConfigurationThatTheyShareIsToldOnce) {
  const TempTree tree;
  tree.write(
      "aws.ts",
      "import { EC2Client } from '@aws-sdk/client-ec2';\n"
      "import { S3Client } from '@aws-sdk/client-s3';\n"
      "const config = {\n  region: 'eu-west-1',\n  credentials: {\n"
      "    accessKeyId: process.env.AWS_ACCESS_KEY_ID,\n"
      "    secretAccessKey: process.env.AWS_SECRET_ACCESS_KEY,\n  },\n};\n"
      "export const ec2 = new EC2Client(config);\nexport const s3 = new S3Client(config);\n");
  const std::string out = run_credlint(tree.root(), {"check", "--no-config", "."}).out;
  EXPECT_THAT(out, HasSubstr("EC2Client is given"));
  EXPECT_THAT(out, Not(HasSubstr("S3Client is given")));
}

}  // namespace
}  // namespace credlint::test
