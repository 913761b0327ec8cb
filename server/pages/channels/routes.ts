import { get, Nothing, post, routes } from '../../web/route.ts'
import * as deeds from './contactCommands.ts'
import * as shapes from './contract.ts'
import { readContacts, readDeliveries } from './views.ts'

/**
 * Addresses of an account and what went there, over HTTP; and where the gateway reports.
 *
 * @param hours of the reminders
 */
export const channelRoutes = (hours: readonly string[]) =>
  routes(
    get('/account/contacts', Nothing, readContacts(hours)),
    post('/account/contacts', shapes.AddContact, deeds.add),
    post('/account/contacts/:contact/code', shapes.OneContact, deeds.again),
    post('/account/contacts/:contact/proof', shapes.ProveContact, deeds.prove),
    post('/account/contacts/:contact/matters', shapes.SetMatters, deeds.setMatters),
    post('/account/contacts/:contact/removal', shapes.OneContact, deeds.remove),
    get('/account/deliveries', Nothing, readDeliveries),
    post('/carriers/reports', shapes.ReportDelivery, deeds.report),
  )
