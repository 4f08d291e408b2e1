// One instance more when the workers are busy for five minutes, one less when they are not for ten.
param location string
param tags object
param planName string
param minimum int
param maximum int
param workspaceId string
param archiveId string

resource plan 'Microsoft.Web/serverfarms@2025-03-01' existing = {
  name: planName
}

resource autoscale 'Microsoft.Insights/autoscalesettings@2022-10-01' = {
  name: 'scale-${planName}'
  location: location
  tags: tags
  properties: {
    enabled: true
    targetResourceUri: plan.id
    profiles: [
      {
        name: 'by processor time'
        capacity: {
          minimum: string(minimum)
          maximum: string(maximum)
          default: string(minimum)
        }
        rules: [
          {
            metricTrigger: {
              metricName: 'CpuPercentage'
              metricResourceUri: plan.id
              timeGrain: 'PT1M'
              timeWindow: 'PT5M'
              statistic: 'Average'
              timeAggregation: 'Average'
              operator: 'GreaterThan'
              threshold: 65
            }
            scaleAction: { direction: 'Increase', type: 'ChangeCount', value: '1', cooldown: 'PT5M' }
          }
          {
            // Far enough below the other threshold: the rest of the instances must not be busy right after.
            metricTrigger: {
              metricName: 'CpuPercentage'
              metricResourceUri: plan.id
              timeGrain: 'PT1M'
              timeWindow: 'PT10M'
              statistic: 'Average'
              timeAggregation: 'Average'
              operator: 'LessThan'
              threshold: 30
            }
            scaleAction: { direction: 'Decrease', type: 'ChangeCount', value: '1', cooldown: 'PT10M' }
          }
        ]
      }
    ]
  }
}

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace-and-archive'
  scope: autoscale
  properties: {
    workspaceId: workspaceId
    storageAccountId: archiveId
    logs: [{ categoryGroup: 'allLogs', enabled: true }]
  }
}
