import type { OptionIs } from '../description.ts'

/** The options by which the caller of a check says whom it trusts. */
export const anchorOptions: Readonly<Record<'trust' | 'root' | 'platform' | 'verifier' | 'list', OptionIs>> = {
  trust: {
    ...{ value: 'FOLDER', takes: 'folder' },
    told: {
      zh: '根证书与平台证书 *.pem、吊销列表 *.crl',
      en: 'roots and the platform’s certificate as *.pem, revocation lists as *.crl',
    },
  },
  root: {
    ...{ value: 'SHA256|FILE', takes: 'file' },
    told: { zh: '信任的根证书（散列或文件）', en: 'a root you trust, its hash or file' },
  },
  platform: {
    ...{ value: 'SHA256|FILE', takes: 'file' },
    told: { zh: '平台证书（文件或 SHA-256）', en: 'the platform’s certificate, its file or hash' },
  },
  verifier: {
    ...{ value: 'LINE|FILE', takes: 'file' },
    told: { zh: '日志公钥行', en: 'the log’s verifier line' },
  },
  list: {
    ...{ value: 'FILE', takes: 'file' },
    told: {
      zh: '信任列表及其日志证明（yangguang-bid trust -o 所存），与 --verifier 同用：按当时的列表判定机构与用途',
      en: 'the trust list with its proofs, as yangguang-bid trust -o keeps it, with --verifier: who was taken for what use then',
    },
  },
}
