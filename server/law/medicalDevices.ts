import { rule } from './rule.ts'

/** Large medical equipment is set up by licence; the text was not at hand. */
export const equipmentLicence = rule<'licence'>('licence', '《医疗器械监督管理条例》第四十八条', 'own')
