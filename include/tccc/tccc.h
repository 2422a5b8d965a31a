// SPDX-License-Identifier: Apache-2.0
// Everything a caller of the library needs. tccc/testing/*.h comes on its own.
#pragma once

#include "tccc/api/create_ai_agent_call.h"
#include "tccc/api/create_ai_call.h"
#include "tccc/cancellation.h"
#include "tccc/client.h"
#include "tccc/client_options.h"
#include "tccc/credentials.h"
#include "tccc/error.h"
#include "tccc/exceptions.h"
#include "tccc/lint.h"
#include "tccc/log.h"
#include "tccc/rate_limiter.h"
#include "tccc/request_json.h"
#include "tccc/request_options.h"
#include "tccc/result.h"
#include "tccc/retry_policy.h"
#include "tccc/secret.h"
#include "tccc/signer.h"
#include "tccc/transport.h"
#include "tccc/version.h"
