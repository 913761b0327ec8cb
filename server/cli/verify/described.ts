import { ENVIRONMENT, exitPart, jsonPart, type ToolIs } from '../description.ts'
import { anchorOptions } from './describedAnchors.ts'

const ANCHORS = Object.keys(anchorOptions)

const commands: ToolIs['commands'] = {
  receipt: {
    ...{ words: 'FILE', takes: 'file', options: [...ANCHORS, 'package', 'opened'] },
    told: {
      zh: '回执（JSON 或内嵌 JSON 的 PDF）：签名、证书链、时间戳、日志承诺',
      en: 'a receipt (JSON, or a PDF that carries it): signature, path, time stamp, the log’s promise',
    },
  },
  package: {
    ...{ words: 'FILE', takes: 'file', options: [...ANCHORS, 'receipt'] },
    told: { zh: '投标文件逐字节与回执一致（--receipt）', en: 'the package is, byte for byte, that of the receipt' },
  },
  bundle: {
    ...{ words: 'FILE', takes: 'file', options: ANCHORS },
    told: {
      zh: '解密失败证据包：签名、承诺、原因重新判定；按其自带的信任列表（或 --list）判定机构',
      en: 'a failure at the opening, judged again offline, its authorities by the trust list that it carries, or by --list',
    },
  },
  draw: {
    ...{ words: 'FILE', takes: 'file', options: ANCHORS },
    told: { zh: '按公布的种子重做随机抽取', en: 'repeats a random draw from its transcript' },
  },
  log: {
    ...{ words: 'FACTS', takes: 'file', options: ['verifier', 'proofs', 'checkpoint'] },
    told: { zh: '每条事实都在日志中（--proofs、--checkpoint）', en: 'every fact is in the log below the signed head' },
  },
  scores: {
    ...{ words: 'FILE', takes: 'file', options: [] },
    told: {
      zh: '由各成员评分、报价和公布的评标办法重算得分与排名（事实文件或归档包）',
      en: 'totals and ranking once more from the members’ sheets, the prices and the published rules (facts, or an archive)',
    },
  },
  archive: {
    ...{ words: 'FILE', takes: 'file', options: ['root', 'verifier', 'lawful'] },
    told: {
      zh: '归档包：文件、事实、日志、签名、时间戳、文书、投标文件、开标人份额、抽取、排名；命令可省略',
      en: 'an archive: files, facts, log, signatures, time stamps, documents, bids, officers’ shares, draws, ranking; the command may be left out',
    },
  },
  database: {
    ...{ words: 'URL', takes: 'text', options: ['keys'] },
    told: { zh: '由事实重建每一行并比较', en: 'rebuilds every row from the facts and compares' },
  },
}

/** The auditor's tool. */
export const verifyTool: ToolIs = {
  name: 'yangguang-verify',
  told: {
    zh: '离线核验平台签发的回执、证据包、抽取、日志和归档包；除 database 外不使用网络',
    en: 'checks receipts, bundles, draws, logs and archives of the platform offline; no network is used, but for a database elsewhere',
  },
  examples: [
    'yangguang-verify receipt 投标回执.pdf --trust FOLDER --platform platform.pem --package bid.bid',
    'yangguang-verify package bid.bid --receipt receipt.json --platform SHA256',
    'yangguang-verify bundle failure.json --trust FOLDER --platform platform.pem',
    'yangguang-verify draw draw.json --platform platform.pem',
    'yangguang-verify log facts.jsonl --proofs proofs.jsonl --checkpoint checkpoint --verifier LINE',
    'yangguang-verify scores facts.jsonl',
    'yangguang-verify archive ARCHIVE.zip',
    'yangguang-verify ARCHIVE.zip --json',
    'yangguang-verify --lawful ARCHIVE.zip',
    'yangguang-verify database URL --keys FOLDER',
    'yangguang-verify completion bash > ~/.local/share/bash-completion/completions/yangguang-verify',
    'yangguang-verify man | man -l -',
  ],
  commands,
  options: {
    ...anchorOptions,
    package: {
      ...{ value: 'FILE', takes: 'file' },
      told: { zh: '与回执比较的投标文件', en: 'the package to compare with the receipt' },
    },
    receipt: { value: 'FILE', takes: 'file', told: { zh: '投标文件的回执', en: 'the receipt of the package' } },
    opened: {
      ...{ value: 'FILE', takes: 'file' },
      told: {
        zh: '开标集合的证明（/opening/set）：回执所载密文确在其中',
        en: 'the proof of the opened set (/opening/set): the receipt’s ciphertext is in it',
      },
    },
    proofs: { value: 'FILE', takes: 'file', told: { zh: '每条事实的证明', en: 'the proofs of the facts' } },
    checkpoint: { value: 'FILE', takes: 'file', told: { zh: '已签名的日志检查点', en: 'the log’s signed head' } },
    lawful: {
      told: {
        zh: '依法核查：由事实日志重算每一步的法定要求，逐条列出违反的条款',
        en: 'judges the course of the tender by the law: each broken rule with its article',
      },
    },
    keys: {
      ...{ value: 'FOLDER', takes: 'folder' },
      told: {
        zh: '平台的密钥文件夹：节拍也重算',
        en: 'the platform’s folder of keys: beats are computed anew as well',
      },
    },
  },
  parts: [
    exitPart([
      [0, '有效', 'valid'],
      [1, '无效：证明不成立', 'invalid: the proof is wrong'],
      [2, '用法不对', 'usage'],
      [3, '无法读取或不支持', 'unreadable or not supported'],
      [
        4,
        '无法判定（缺信任依据、吊销列表、时间戳等；绝不等于有效）',
        'cannot decide: an anchor, a revocation list, a stamp is missing; never to be taken for valid',
      ],
      [130, '被中断', 'interrupted'],
    ]),
    jsonPart([]),
    { title: { zh: '环境变量', en: 'ENVIRONMENT' }, lines: ENVIRONMENT },
  ],
  besides: 'yangguang-bid(1)',
}
