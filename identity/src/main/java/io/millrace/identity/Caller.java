package io.millrace.identity;

/**
 * Who sent a request, once proven.
 *
 * @param account the 12-digit account that the request acts in
 * @param arn the caller's ARN, as error messages and the audit name it
 * @param accessKeyId the key that signed
 */
public record Caller(String account, String arn, String accessKeyId) {}
