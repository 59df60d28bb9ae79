package io.dynalake.testsupport.sts;

import java.time.Instant;
import java.util.Optional;

/** Credentials that were handed out, and what was asked for. */
public record AssumedRole(
    String roleArn,
    String sessionName,
    Optional<String> externalId,
    String accessKeyId,
    Instant expiration) {}
