import type { Problem } from './http.ts'

/** What a person is told of a failed check, by its code, or by code and part. */
export const cryptoWords: Record<string, [zh: string, en: string]> = {
  KEY_FILE_PIN: ['口令不正确', 'the PIN is wrong'],
  KEY_FILE_MALFORMED: ['这不是可用的密钥文件（.p12/.pfx）', 'this is not a key file we can read (.p12/.pfx)'],
  UNWRAP_FAILED: [
    '当前证书打不开这份数据：请换用加密时使用的证书',
    'this certificate does not open it: use the one it was encrypted for',
  ],
  KEY_MISMATCH: ['密钥与承诺值不符', 'the key is not the one committed to'],
  'KEY_MISMATCH remedy': [
    '这不是本投标文件的补救码：可能属于另一份投标文件，或属于已被替换的旧版本',
    'this code is not of this bid: it may be of another one, or of a version that was replaced',
  ],
  REMEDY_ABSENT: [
    '这份投标文件封装时没有生成补救码，不能用补救码打开',
    'this bid was sealed without a remedy code, so none opens it',
  ],
  REMEDY_CODE_MALFORMED: [
    '补救码抄写有误：应为 14 组、每组 4 个字母或数字，请逐组核对',
    'the code is not written as it should be: 14 groups of 4 letters or digits; compare group by group',
  ],
  SHARE_MISMATCH: ['密钥份额与承诺值不符', 'the share is not the one committed to'],
  LOG_REWRITTEN: [
    '平台日志与本机此前见过的不一致（前后不能衔接），已停止。请保存证据并报告监督部门',
    'the log does not go on from what this machine saw before: stopped. Save the evidence and tell the supervisor',
  ],
  NOTE_SIGNATURE_INVALID: [
    '日志不是用本机所知的密钥签名的，已停止。请保存证据并报告监督部门；平台确已公告更换密钥的，可在“公开日志”页重新认识',
    'the log is not signed by the key that this machine knows: stopped. Save the evidence and tell the supervisor; if the platform announced a new key, forget the old one on the log page',
  ],
  SIGNER_NOT_FOUND: [
    '不是本机所知的平台签署的，不能视为有效。请保存证据并报告监督部门；平台确已公告更换证书的，可在“公开日志”页重新认识',
    'not signed by the platform that this machine knows. Save the evidence and tell the supervisor; if the platform announced a new certificate, forget the old one on the log page',
  ],
  SIGNATURE_DIGEST: ['内容在签名之后被改动', 'it was changed after it was signed'],
  SIGNATURE_INVALID: ['签名不成立', 'the signature does not hold'],
  NOTE_MALFORMED: ['没有日志的签名承诺', 'there is no signed promise of the log'],
  PROOF_INVALID: ['日志证明不成立，已停止。请保存证据', 'the proof does not hold: stopped. Save the evidence'],
  CONTEXT_MISMATCH: ['内容与所应证明的不一致，已停止', 'it is not what should be proved: stopped'],
  FILE_CHANGED: ['文件在读取过程中发生了变化，请重新选择', 'a file changed while it was read: choose it again'],
  CANCELLED: ['已取消', 'cancelled'],
}

/** Why a signature was not taken, where its certificate is the reason: what the person at the screen can do something about. */
export function reasonOf({ facts }: Problem): [zh: string, en: string] | undefined {
  return certificateWords[String(facts?.['reason'] ?? '')]
}

const certificateWords: Record<string, [zh: string, en: string]> = {
  CERTIFICATE_EXPIRED: [
    '所用证书已过期：请换用有效的证书，或向签发机构换发',
    'the certificate has expired: use another one, or have it renewed',
  ],
  CERTIFICATE_NOT_YET_VALID: ['所用证书尚未生效', 'the certificate is not valid yet'],
  CERTIFICATE_REVOKED: [
    '所用证书已被签发机构吊销：请换用其他证书，并向签发机构查询',
    'the certificate was revoked by its authority: use another one, and ask the authority',
  ],
  PATH_NOT_FOUND: [
    '所用证书的签发机构不在本平台的信任列表中',
    'the authority of the certificate is not on the trust list of this platform',
  ],
  NAME_NOT_PERMITTED: [
    '证书上的名称超出签发机构的上级机构准许的范围：请联系签发机构换发',
    'a name in the certificate is not one that its authority may certify: ask for another one',
  ],
  POLICY_NOT_VALID: [
    '证书链上没有各级机构共同认可的证书策略：请联系签发机构',
    'no policy holds along the path of the certificate: ask its authority',
  ],
}

/** What is wrong with one member of a request, by the code of the schema that refused it. */
export const shapeWords: Record<string, [zh: string, en: string]> = {
  too_small: ['太短、太小或太少', 'too short, too small or too few'],
  too_big: ['太长、太大或太多', 'too long, too large or too many'],
  invalid_type: ['缺少，或类型不符', 'missing, or of another kind'],
  invalid_format: ['格式不符', 'not written as it must be'],
  invalid_value: ['不在可选范围内', 'none of what may be chosen'],
  unrecognized_keys: ['有多余的内容', 'holds what does not belong there'],
}
