import type { components } from './openapi.generated';

type Schemas = components['schemas'];

/** Something that the hub offers. */
export type Service = Schemas['Service'];
/** All services and their waves. */
export type ServiceList = Schemas['ServiceList'];
/** A service in full. */
export type ServiceDetail = Schemas['ServiceDetail'];
/** The one word for how a service is. */
export type ServiceState = Schemas['ServiceState'];
/** What is brought up together. */
export type ServiceWave = Schemas['ServiceWave'];
/** What holds a wave up. */
export type ServiceBlocker = Schemas['ServiceBlocker'];
/** How something fares, and why. */
export type ServiceHealth = Schemas['ServiceHealth'];
/** Whether a service is what Git says. */
export type ServiceSync = Schemas['ServiceSync'];
/** What is deployed. */
export type ServiceRevision = Schemas['ServiceRevision'];
/** Where a definition is. */
export type ServiceSource = Schemas['ServiceSource'];
/** Where a service is reached. */
export type ServiceEndpoint = Schemas['ServiceEndpoint'];
/** A page about a service. */
export type ServiceLink = Schemas['ServiceLink'];
/** A sync or a rollback. */
export type ServiceOperation = Schemas['ServiceOperation'];
/** What an operation did to an object. */
export type ServiceOperationResource = Schemas['ServiceOperationResource'];
/** Something that was deployed. */
export type ServiceDeployment = Schemas['ServiceDeployment'];
/** An object of a service, with what it made. */
export type ServiceResource = Schemas['ServiceResource'];
/** An object that is not what Git says. */
export type ServiceDifference = Schemas['ServiceDifference'];
/** A field that is not what Git says. */
export type ServiceFieldDifference = Schemas['ServiceFieldDifference'];
/** Who set a field. */
export type ServiceFieldManager = Schemas['ServiceFieldManager'];
/** What compares a service with Git. */
export type RefreshServiceRequest = Schemas['RefreshServiceRequest'];
/** What makes a service what Git says. */
export type SyncServiceRequest = Schemas['SyncServiceRequest'];
/** What deploys something again. */
export type RollbackServiceRequest = Schemas['RollbackServiceRequest'];
