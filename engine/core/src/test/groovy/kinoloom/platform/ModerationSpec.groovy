package kinoloom.platform

import spock.lang.Specification

/** Whether what was sent or what was made was refused, by what vendors say. */
class ModerationSpec extends Specification {
    def "#text is about the #refused"() {
        expect:
        Moderation.of(text).orElse(null) == refused

        where:
        text                                                                                | refused
        'DataInspectionFailed: Output data may contain inappropriate content.'              | Moderation.OUTPUT
        'DataInspectionFailed: Input data may contain inappropriate content.'               | Moderation.INPUT
        'Input or output data may contain inappropriate content.'                           | Moderation.UNSAID
        'OutputVideoSensitiveContentDetected'                                               | Moderation.OUTPUT
        'InputImageSensitiveContentDetected.PrivacyInformation'                             | Moderation.INPUT
        'AuditSubmitIllegal'                                                                | Moderation.INPUT
        'CreationPolicyViolation'                                                           | Moderation.UNSAID
        '1301: 系统检测到输入或生成内容可能包含不安全或敏感内容'                                      | Moderation.UNSAID
        '生成内容违规'                                                                        | Moderation.OUTPUT
        '输入的提示词包含敏感词'                                                               | Moderation.INPUT
        'SensitiveContentDetected'                                                          | Moderation.UNSAID
        'InternalError: please try again later'                                             | null
    }
}
