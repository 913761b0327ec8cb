import type { OutageKind } from '../../../server/outages/contract.ts'
import type { Share } from '../../../server/outages/failures.ts'
import { say } from '../app/words.ts'
import { beijing } from '../pieces/Moment.tsx'

/** At what the platform failed, in words. */
export const kindWords = (): Record<OutageKind, string> => ({
  signIn: say('登录或打不开页面', 'signing in, or no page opens'),
  upload: say('上传投标文件', 'uploading'),
  submit: say('递交或撤回', 'submitting or withdrawing'),
  opening: say('开标与解密', 'the opening'),
  other: say('其他', 'something else'),
})

/** How much of what was asked of a part failed, in words. */
export const shareWords = (): Record<Share, string> => ({
  some: say('有少量请求失败', ': a few requests failed'),
  many: say('有较多请求失败', ': many requests failed'),
  most: say('大部分请求失败', ': most requests failed'),
})

/** A span in words, in Beijing time. */
export const spanText = (from: number, to: number | null): string =>
  `${beijing(from)} — ${to === null ? say('报告时仍未恢复', 'lasting when reported') : beijing(to)}`
