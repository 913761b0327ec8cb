import { rule } from './rule.ts'

/** Vaccines beside the national programme are bought through the platform of the province. */
export const provincialPlatform = rule<'provincialPlatform'>('provincialPlatform', '《疫苗管理法》第三十二条')
