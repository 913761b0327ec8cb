import { rule } from './rule.ts'
import { type Fen, type Period, yuan } from './units.ts'

/** What a tender of the works track is about, as the caps of deposits distinguish it; 设计施工总承包 is works. */
export type TenderKind = 'works' | 'designBuild' | 'goods' | 'survey' | 'design' | 'services'

/** A deposit for works, design-build included, is at most 800,000 yuan. */
export const depositCapWorks = rule<Fen | 'none'>(
  yuan('800000'),
  '《工程建设项目施工招标投标办法》第三十七条',
  'own',
  'fen',
)

/** A deposit for goods is at most 800,000 yuan. */
export const depositCapGoods = rule<Fen | 'none'>(
  yuan('800000'),
  '《工程建设项目货物招标投标办法》第二十七条',
  'own',
  'fen',
)

/** A deposit for survey or design is at most 100,000 yuan. */
export const depositCapDesign = rule<Fen | 'none'>(
  yuan('100000'),
  '《工程建设项目勘察设计招标投标办法》第二十四条',
  'own',
  'fen',
)

const mandatory = '《必须招标的工程项目规定》第五条'

/** Works of a project in the mandatory range are tendered from 4,000,000 yuan on. */
export const mandatoryWorks = rule<Fen | 'regional'>(yuan('4000000'), mandatory, 'second-hand', 'fen')

/** Important equipment and materials are tendered from 2,000,000 yuan on. */
export const mandatoryGoods = rule<Fen | 'regional'>(yuan('2000000'), mandatory, 'second-hand', 'fen')

/** Survey, design, supervision and other services are tendered from 1,000,000 yuan on. */
export const mandatoryServices = rule<Fen | 'regional'>(yuan('1000000'), mandatory, 'second-hand', 'fen')

/**
 * A bidder that refuses a longer validity of its bid gets its deposit back; no number of days is fixed, and we take that
 * of a withdrawal. So does one that does not go along with a postponement.
 */
export const refundDeclined = rule<Period | 'asWithdrawn'>(
  'asWithdrawn',
  '《工程建设项目施工招标投标办法》第二十九条',
  'own',
)

/** Works, and the goods and services that belong to works. */
export const tenderedKinds = rule<readonly TenderKind[]>(
  ['works', 'designBuild', 'goods', 'survey', 'design', 'services'],
  '《招标投标法实施条例》第二条',
)
