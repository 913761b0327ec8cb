import { rule } from './rule.ts'
import type { Ground } from './tenderingRegulations.ts'
import { days, type Period, workingDays } from './units.ts'

/** A defect of the tender document for which a round ends, is corrected and tendered anew; its article and who finds it. */
export interface RestartGround extends Ground {
  readonly code: 'documentUnlawful' | 'documentDefective'
  readonly by: 'tenderer' | 'panel'
  readonly article: string
}

const regulations = '《招标投标法实施条例》第二十三条'
const order = (number: string) => `《政府采购货物和服务招标投标管理办法》第${number}条`

/** For works: a document that breaks the law and keeps bidders out is corrected and tendered anew. That the panel may find it is ours. */
export const tenderingRestarts = rule<readonly RestartGround[]>(
  [
    {
      ...{ code: 'documentUnlawful', by: 'tenderer', article: regulations },
      zh: '招标文件内容违反法律、行政法规的强制性规定，影响潜在投标人投标',
      en: 'The document breaks the law and keeps bidders out.',
    },
    {
      ...{ code: 'documentDefective', by: 'panel', article: regulations },
      zh: '评标委员会发现招标文件内容违法，评标无法依法进行',
      en: 'The panel finds that the document breaks the law.',
    },
  ],
  regulations,
  'own',
)

/** For purchases: articles 25 and 65 both order that the document is corrected and the purchase organised anew. */
export const procurementRestarts = rule<readonly RestartGround[]>(
  [
    {
      ...{ code: 'documentUnlawful', by: 'tenderer', article: order('二十五') },
      zh: '招标文件内容违反法律、行政法规、强制性标准、政府采购政策或者公平竞争等原则，影响潜在投标人投标',
      en: 'The document breaks law, standards, policy or fair competition and affects the bids.',
    },
    {
      ...{ code: 'documentDefective', by: 'panel', article: order('六十五') },
      zh: '评标委员会发现招标文件存在歧义、重大缺陷导致评标无法进行，或者违反国家有关强制性规定',
      en: 'The panel finds the document ambiguous, gravely defective or against mandatory rules.',
    },
  ],
  order('二十五'),
)

/** Whether a termination of that ground is for the document, and by which article. */
export const restartOf = (law: { restarts: { value: readonly RestartGround[] } }, ground: string) =>
  law.restarts.value.find(({ code }) => code === ground)

/**
 * What was upheld against the document, or ordered to be corrected, is corrected before the tender opens; until then it
 * rests on. The articles order the correction and say no time: we ask for it within the time of an answer.
 */
export const tenderingCorrection = rule<Period>(days(3), regulations, 'own')

/** For purchases likewise. */
export const procurementCorrection = rule<Period>(workingDays(7), order('二十五'), 'own')

/** For what a panel stops its evaluation: the document breaks the law. That the panel says so is ours; the article orders the rest. */
export const tenderingStops = rule<readonly Ground[]>(
  [
    {
      code: 'mandatory',
      zh: '招标文件内容违反法律、行政法规的强制性规定',
      en: 'The document breaks mandatory law.',
    },
  ],
  regulations,
  'own',
)

/** A panel that finds the document ambiguous, gravely defective or against mandatory rules stops its evaluation. */
export const procurementStops = rule<readonly Ground[]>(
  [
    {
      code: 'defective',
      zh: '招标文件存在歧义、重大缺陷，导致评标工作无法进行',
      en: 'The document is ambiguous or gravely defective, and bids cannot be evaluated by it.',
    },
    {
      code: 'mandatory',
      zh: '招标文件内容违反国家有关强制性规定',
      en: 'The document breaks mandatory rules.',
    },
  ],
  order('六十五'),
)
