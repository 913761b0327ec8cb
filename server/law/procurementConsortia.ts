import { rule } from './rule.ts'
import { type BasisPoints, percent } from './units.ts'

const law = (number: string) => `《政府采购法》第${number}条`
const regulations = (number: string) => `《政府采购法实施条例》第${number}条`
const order = (number: string) => `《政府采购货物和服务招标投标管理办法》第${number}条`
const small = (number: string) => `《政府采购促进中小企业发展管理办法》第${number}条`

/** The notice says whether consortia may bid; where it does not, none may be refused. */
export const consortiumStated = rule<'asStated'>('asStated', order('十九'))

/** The joint agreement is handed to the purchaser. */
export const consortiumAgreement = rule<'withBid'>('withBid', law('二十四'))

/** Members take part in one contract's purchase neither alone nor in another consortium. */
export const consortiumMembers = rule<'oneBidEach'>('oneBidEach', regulations('二十二'))

/** All members sign the contract together and answer for it jointly. */
export const consortiumContract = rule<'allSign'>('allSign', law('二十四'))

/** From which share of the contract on small and micro enterprises earn a consortium its deduction. */
export const leastSmallShare = rule<BasisPoints | 'none'>(percent(30), small('九'), 'second-hand', 'bp')

/** In a package kept for small and medium enterprises a bidder without the declaration is not qualified. */
export const reservedPackages = rule<'declarationQualifies' | 'none'>('declarationQualifies', small('六'), 'own')

/** Deductions are for packages that are not reserved. */
export const reservedDeduction = rule<'none'>('none', small('九'), 'second-hand')

/** The documents say that the package is reserved, and which declaration is asked for. */
export const reservedNotice = rule<'stated' | 'none'>('stated', small('十二'), 'own')

/** Purchases before that measure knew no such number here. */
export const noSmallShare = rule<BasisPoints | 'none'>('none', law('九'), 'own')
export const noReserve = rule<'declarationQualifies' | 'none'>('none', law('九'), 'own')
export const noReservedNotice = rule<'stated' | 'none'>('none', law('九'), 'own')
export const noReservedDeduction = rule<'none'>('none', law('九'), 'own')

/** The purchaser's representatives come with a letter of authority, which is checked. */
export const representativeAuthority = rule<'written'>('written', order('四十五'))

/** Nobody of the agent evaluates in a purchase that it runs. */
export const agencyStaffOnPanel = rule<boolean>(false, order('四十七'))
