import type { LEAVINGS } from './panelEvents.ts'

/** Why somebody who was drawn does not sit, or sits no longer, in the words of papers and screens. */
export const LEAVING_WORDS: Readonly<Record<(typeof LEAVINGS)[number], { zh: string; en: string }>> = {
  declined: { zh: '因故不能参加', en: 'cannot come' },
  'no-answer': { zh: '未答复', en: 'did not answer' },
  'no-show': { zh: '未到场', en: 'did not come' },
  avoidance: { zh: '有回避事由', en: 'an interest to stand aside for' },
  absent: { zh: '擅离职守', en: 'away without leave' },
  health: { zh: '因健康等原因不能继续评标', en: 'health, or another cause to stop' },
}
